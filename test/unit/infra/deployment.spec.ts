import { existsSync, readFileSync } from 'node:fs';
import { PATH_TABLE } from '#libs/contracts';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const services = [...new Set(PATH_TABLE.map(({ part }) => part))].filter((part) => part !== 'web');
const apps = [...services, 'assistant'];

/** Who forgets a place when they add a service finds it here. */
describe('every way to deploy', () => {
  it.each(apps)('runs %s', (app) => {
    const main = `dist/apps/${app}/src/main.js`;
    expect(text('docker-compose.yml')).toContain(main);
    expect(text(`k8s/base/${app}/deployment.yaml`)).toContain(main);
    expect(text('k8s/base/kustomization.yaml')).toContain(`- ${app}\n`);
    expect(text('scripts/cluster/layout.mjs')).toMatch(new RegExp(`^  '?${app}'?: \\[`, 'm'));
  });

  it.each(['session', 'assistant'])('gives %s the folder of files that all share', (app) => {
    const folder = '/var/lib/heddle/files';
    const url = `FILES_URL: file://${folder}`;
    expect(text('k8s/base/configuration.yaml')).toContain(url);
    expect(text(`k8s/base/${app}/deployment.yaml`)).toContain(`mountPath: ${folder}\n`);
    expect(text(`k8s/base/${app}/deployment.yaml`)).toContain('claimName: heddle-files');
    expect(text('k8s/base/files.yaml')).toMatch(/name: heddle-files[^]*ReadWriteMany/);
    expect(text('docker-compose.yml')).toContain(url);
    expect(text('docker-compose.yml')).toMatch(
      new RegExp(`apps/${app}/src/main.js\\]\n    volumes: \\['files:${folder}'\\]`),
    );
    expect(text('Dockerfile')).toContain(`mkdir -p ${folder}`);
  });

  it.each(['chat-gateway', 'assistant'])('gives %s the key for what users supply', (app) => {
    expect(text(`k8s/base/${app}/deployment.yaml`)).toContain('name: heddle-user-keys\n');
    expect(text('docker-compose.yml')).toMatch(
      new RegExp(`apps/${app}/src/main.js\\][^]*?HEDDLE_KEK: \\$\\{HEDDLE_KEK:-\\}`),
    );
  });

  it.each(services)('lets the edge reach %s', (service) => {
    const variable = `EDGE_${service.replaceAll('-', '_').toUpperCase()}_SERVERS`;
    expect(text('infra/nginx/edge.conf.template')).toContain(`\${${variable}}`);
    expect(text('Dockerfile')).toContain(`${variable}="server ${service}:3000`);
    expect(text('docker-compose.yml')).toContain(`${variable}: server ${service}:3000`);
    expect(existsSync(new URL(`k8s/base/${service}/service.yaml`, root))).toBe(true);
  });
});
