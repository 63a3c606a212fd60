"""Prints, as JSON, the public names of the Chainlit wheel given: its own, its callbacks, its input widgets."""

import ast
import json
import sys
import zipfile


def module(wheel, path):
    return ast.parse(wheel.read(path).decode())


def exported(tree):
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "__all__" for target in node.targets):
            return [element.value for element in node.value.elts]
    return []


def defined(tree, kinds):
    return [node.name for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]


wheel = zipfile.ZipFile(sys.argv[1])
functions = (ast.FunctionDef, ast.AsyncFunctionDef)
own = [name for name in exported(module(wheel, "chainlit/__init__.py")) if not name.startswith("_")]
callbacks = defined(module(wheel, "chainlit/callbacks.py"), functions)
widgets = defined(module(wheel, "chainlit/input_widget.py"), ast.ClassDef)
names = {name: "chainlit" for name in own}
names.update({name: "chainlit.callbacks" for name in callbacks if name not in names})
names.update({name: "chainlit.input_widget" for name in widgets if name not in names})
print(json.dumps(names))
