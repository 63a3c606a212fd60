// Writes the edge’s nginx configuration from the one path table; to be run after a change of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const EDGE_TEMPLATE = fileURLToPath(new URL('../infra/nginx/edge.conf.template', import.meta.url));

const HEAD = `# Generated from libs/contracts/src/path-table.ts by scripts/generate-nginx.mjs. Do not edit.
#
# The names in braces are filled in by envsubst in the image, and as envsubst does in the cluster lane:
#   EDGE_BIND, PORT        where the edge listens
#   EDGE_WEB_ROOT          the built page
#   EDGE_RESOLVER          a resolver directive, or nothing
#   EDGE_<PART>_SERVERS    the server directives of a part, one for each replica or one that resolves to all
`;

const FIXED_SERVER = `
  # Locations are chosen by the decoded path and services get it as it came: what the two would read as different
  # paths is nobody's.
  merge_slashes off;
  if ($request_uri ~* "^[^?]*(/|%2f)(\\.|%2e)(\\.|%2e)?(/|%2f|\\?|$)") {
    return 404;
  }

  # Bodies are small: messages come by the socket, and files to locations of their own.
  client_max_body_size 16m;

  gzip on;
  gzip_proxied any;
  gzip_vary on;
  gzip_min_length 1024;
  gzip_types application/javascript application/json application/manifest+json image/svg+xml text/css text/plain;

  proxy_http_version 1.1;
  proxy_connect_timeout 2s;
  # A call that did not reach a dead server is repeated on the next one; POSTs that may have been received are not.
  proxy_next_upstream error timeout http_502;
  proxy_next_upstream_tries 3;
  proxy_next_upstream_timeout 10s;
  proxy_set_header Host $http_host;
  proxy_set_header Connection "";
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  proxy_set_header X-Forwarded-Proto $heddle_proto;
  proxy_set_header X-Forwarded-Host $heddle_host;
`;

const PAGE = `
  # The page: names of assets carry a hash of their content, index.html names the newest of them.
  location ^~ /assets/ {
    try_files $uri =404;
    add_header Cache-Control "public, max-age=31536000, immutable";
    add_header X-Content-Type-Options nosniff;
  }
  location / {
    try_files $uri /index.html;
    add_header Cache-Control "no-cache";
    add_header X-Content-Type-Options nosniff;
  }
  location @page {
    try_files /index.html =404;
    add_header Cache-Control "no-cache";
    add_header X-Content-Type-Options nosniff;
  }
  location = /health {
    default_type application/json;
    return 200 '{"status":"ok"}';
  }
`;

const upstreamOf = (part) => `heddle_${part.replaceAll('-', '_')}`;
const variableOf = (part) => `EDGE_${part.replaceAll('-', '_').toUpperCase()}_SERVERS`;

function upstream(part) {
  return `upstream ${upstreamOf(part)} {
  zone ${upstreamOf(part)} 128k;
  \${${variableOf(part)}}
  keepalive 32;
  # Shorter than the services keep theirs, so that no call meets a connection that is being closed.
  keepalive_timeout 3s;
}
`;
}

function socketLocation(modifier, path, part) {
  return `  location ${modifier} ${path} {
    gzip off;
    proxy_buffering off;
    # The gateway pings every socket: a silent one is dead long before.
    proxy_read_timeout 1h;
    proxy_send_timeout 1h;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $heddle_connection;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $heddle_proto;
    proxy_set_header X-Forwarded-Host $heddle_host;
    proxy_pass http://${upstreamOf(part)};
  }
`;
}

function uploadLocation(modifier, path, part) {
  return `  location ${modifier} ${path} {
    # The part knows how much is taken, and says so; it reads a file as it comes in.
    client_max_body_size 0;
    proxy_request_buffering off;
    proxy_pass http://${upstreamOf(part)};
  }
`;
}

function slowLocation(modifier, path, part) {
  return `  location ${modifier} ${path} {
    # The part gives up after ten minutes, and says so.
    proxy_read_timeout 11m;
    proxy_pass http://${upstreamOf(part)};
  }
`;
}

function postedLocation(path, part) {
  return `  location = ${path} {
    error_page 418 = @page;
    if ($request_method != POST) {
      return 418;
    }
    proxy_pass http://${upstreamOf(part)};
  }
`;
}

function locationsOf(rule, partOf) {
  if (rule.part === 'web') return '';
  const places =
    rule.match === 'exact'
      ? [['=', rule.path]]
      : [
          ['=', rule.path],
          ['^~', `${rule.path}/`],
        ];
  if (rule.upgrade)
    return places.map(([modifier, path]) => socketLocation(modifier, path, rule.part)).join('');
  if (rule.uploads)
    return places.map(([modifier, path]) => uploadLocation(modifier, path, rule.part)).join('');
  if (rule.slow) return places.map(([modifier, path]) => slowLocation(modifier, path, rule.part)).join('');
  if (partOf('GET', rule.path) === 'web') return postedLocation(rule.path, rule.part);
  return places
    .map(
      ([modifier, path]) =>
        `  location ${modifier} ${path} { proxy_pass http://${upstreamOf(rule.part)}; }\n`,
    )
    .join('');
}

/** In nginx the most exact location wins, in the table the first rule: they agree when no rule hides a later one. */
function refuseHiddenRules(table) {
  table.forEach((rule, index) => {
    const hiding = table
      .slice(0, index)
      .find(
        (earlier) =>
          rule.path === earlier.path ||
          (earlier.match === 'prefix' && rule.path.startsWith(`${earlier.path}/`)),
      );
    if (hiding)
      throw new Error(`The path table's rule for ${rule.path} is hidden by the one for ${hiding.path}.`);
    if (!/^\/[A-Za-z0-9._/-]*$/.test(rule.path)) throw new Error(`Not a plain path: ${rule.path}`);
  });
}

/** The edge's configuration for a path table, as the template that is checked in. */
export function renderEdgeTemplate(table, partOf) {
  refuseHiddenRules(table);
  const parts = [...new Set(table.map((rule) => rule.part))]
    .filter((part) => part !== 'web')
    .toSorted((a, b) => a.localeCompare(b));
  return `${HEAD}
map $http_upgrade $heddle_connection {
  default upgrade;
  '' '';
}
# What an ingress in front has said is kept.
map $http_x_forwarded_proto $heddle_proto {
  default $http_x_forwarded_proto;
  '' $scheme;
}
map $http_x_forwarded_host $heddle_host {
  default $http_x_forwarded_host;
  '' $http_host;
}

\${EDGE_RESOLVER}

${parts.map(upstream).join('\n')}
server {
  listen \${EDGE_BIND}:\${PORT} default_server;
  server_name _;
  root \${EDGE_WEB_ROOT};
${FIXED_SERVER}
${table.map((rule) => locationsOf(rule, partOf)).join('')}${PAGE}}
`;
}

/** Fills a template in as envsubst does with the given names alone; nginx's own variables stay. */
export function fillIn(template, values) {
  return template.replaceAll(/\$\{([A-Z_]+)\}/g, (placeholder, name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for ${placeholder} of the edge's configuration.`);
    return value;
  });
}

async function contracts() {
  try {
    await import('reflect-metadata');
    return await import('#libs/contracts');
  } catch (error) {
    throw new Error('libs/contracts is not built yet: run `npm run build` first.', { cause: error });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { PATH_TABLE, partOf } = await contracts();
  const text = renderEdgeTemplate(PATH_TABLE, partOf);
  const before = readFileSync(EDGE_TEMPLATE, { encoding: 'utf8', flag: 'a+' });
  if (before === text) {
    console.log('infra/nginx/edge.conf.template is up to date.');
  } else if (process.argv.includes('--check')) {
    console.error(
      'infra/nginx/edge.conf.template is not what the path table says: run node scripts/generate-nginx.mjs.',
    );
    process.exitCode = 1;
  } else {
    writeFileSync(EDGE_TEMPLATE, text);
    console.log('infra/nginx/edge.conf.template written.');
  }
}
