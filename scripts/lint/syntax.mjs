/** The name of a member access `object.name` or `object['name']`, else undefined. */
export function memberName(node) {
  if (!node.computed) return node.property.name;
  return node.property.type === 'Literal' ? String(node.property.value) : undefined;
}

/** Whether an identifier is a reference to a global, not to something that this file declares or imports. */
export function isGlobal(context, identifier) {
  for (let scope = context.sourceCode.getScope(identifier); scope; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable) return variable.defs.length === 0;
  }
  return true;
}

/** What a node stands for when it is a global or a member of `globalThis`: its name, else undefined. */
export function globalName(context, node) {
  if (node.type === 'Identifier') return isGlobal(context, node) ? node.name : undefined;
  if (node.type !== 'MemberExpression') return undefined;
  const owner = node.object;
  const ofGlobalThis = owner.type === 'Identifier' && owner.name === 'globalThis' && isGlobal(context, owner);
  return ofGlobalThis ? memberName(node) : undefined;
}

/** Whether an identifier is read as a value here: no property name, key, declaration or type. */
export function isValue(node) {
  const parent = node.parent;
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent.type === 'Property') return parent.value === node;
  return (
    !/^(TS|Import|Export|Method|PropertyDef|Label|Break)/.test(parent.type) ||
    /^TS(As|NonNull|Satisf)/.test(parent.type)
  );
}
