// npm run check:k8s: every manifest against Kubernetes' own schemas, strictly, by kubeconform and without a cluster.
// kubeconform is built from its Go module; the schemas are cut out of the OpenAPI document in Kubernetes' own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { which } from './cluster/tools.mjs';

const KUBECONFORM = '0.8.0';
const KUBERNETES = '1.35.4';
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = resolve(ROOT, process.env.HEDDLE_DATA || '.heddle', 'k8s');

function run(command, args, env = {}) {
  return execFileSync(command, args, {
    cwd: CACHE,
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function kubeconform(go) {
  const folder = join(CACHE, `kubeconform-${KUBECONFORM}`);
  const program = join(folder, 'kubeconform');
  if (!existsSync(program)) {
    console.log(`  building kubeconform ${KUBECONFORM} (only this once)`);
    run(go, ['install', `github.com/yannh/kubeconform/cmd/kubeconform@v${KUBECONFORM}`], { GOBIN: folder });
  }
  return program;
}

/** Kubernetes' definitions say "string" for what may be a number too, and nothing of unknown properties. */
function strict(name, definition) {
  if (name.endsWith('.Quantity') || definition.format === 'int-or-string')
    return { type: ['string', 'number'] };
  const closed = definition.properties && definition.additionalProperties === undefined;
  return closed ? { ...definition, additionalProperties: false } : definition;
}

/** A definition and all that it refers to, by name. */
function closure(definitions, name, found = {}) {
  if (found[name]) return found;
  found[name] = strict(name, definitions[name]);
  for (const [, other] of JSON.stringify(found[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    closure(definitions, other, found);
  }
  return found;
}

function schemas(go) {
  const folder = join(CACHE, `schemas-${KUBERNETES}`);
  if (existsSync(folder)) return folder;
  console.log(`  taking the schemas of Kubernetes ${KUBERNETES} (only this once)`);
  const { Dir } = JSON.parse(run(go, ['mod', 'download', '-json', `k8s.io/kubernetes@v${KUBERNETES}`]));
  const { definitions } = JSON.parse(readFileSync(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8'));
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft);
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const file = [kind, group.split('.')[0], version].filter(Boolean).join('-').toLowerCase();
      const schema = { $ref: `#/definitions/${name}`, definitions: closure(definitions, name) };
      writeFileSync(join(draft, `${file}.json`), JSON.stringify(schema));
    }
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return folder;
}

const go = which('go');
if (!go) {
  console.error(
    'go is missing: the manifests are checked by kubeconform, which is built with Go 1.24 or newer.',
  );
  process.exit(1);
}
mkdirSync(CACHE, { recursive: true });
const program = kubeconform(go);
const location = join(schemas(go), '{{.ResourceKind}}{{.KindSuffix}}.json');
const manifests = process.argv.length > 2 ? process.argv.slice(2) : [join(ROOT, 'k8s')];
const flags = [
  '-strict',
  '-summary',
  '-schema-location',
  location,
  '-ignore-filename-pattern',
  'kustomization\\.yaml',
];
try {
  execFileSync(program, [...flags, ...manifests], { stdio: 'inherit' });
} catch {
  process.exit(1);
}
