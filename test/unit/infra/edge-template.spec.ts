import { readFileSync } from 'node:fs';
import { PATH_TABLE, partOf } from '#libs/contracts';
import type { PathRule } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { EDGE_TEMPLATE, fillIn, renderEdgeTemplate } from '../../../scripts/generate-nginx.mjs';

const toTheSameRule = (table: readonly PathRule[]) => renderEdgeTemplate(table, partOf);

describe('the edge configuration', () => {
  it('is up to date with the path table (else: node scripts/generate-nginx.mjs)', () => {
    expect(readFileSync(EDGE_TEMPLATE, 'utf8')).toBe(renderEdgeTemplate(PATH_TABLE, partOf));
  });

  it('upgrades only where the table says so', () => {
    const upgrading = PATH_TABLE.filter((rule) => rule.upgrade).flatMap((rule) => [
      rule.path,
      `${rule.path}/`,
    ]);
    const template = renderEdgeTemplate(PATH_TABLE, partOf);
    const blocks = [...template.matchAll(/location \S+ (\S+) \{([^}]*)\}/g)];
    expect(blocks.filter(([, , body]) => body?.includes('Upgrade')).map(([, path]) => path)).toEqual(
      upgrading,
    );
  });

  it('passes files on as they come in, of any size, and nothing else', () => {
    const template = renderEdgeTemplate(PATH_TABLE, partOf);
    const blocks = [...template.matchAll(/location \S+ (\S+) \{([^}]*)\}/g)];
    const passing = blocks.filter(([, , body]) => body?.includes('proxy_request_buffering off'));
    expect(passing.map(([, path]) => path)).toEqual(['/project/file', '/project/file/']);
    for (const [, , body] of passing) expect(body).toContain('client_max_body_size 0;');
  });

  it('waits for what is slow longer than the part does, and for nothing else', () => {
    const template = renderEdgeTemplate(PATH_TABLE, partOf);
    const blocks = [...template.matchAll(/location \S+ (\S+) \{([^}]*)\}/g)];
    const patient = blocks.filter(([, , body]) => body?.includes('proxy_read_timeout 11m;'));
    expect(patient.map(([, path]) => path)).toEqual(['/project/action']);
  });

  it('refuses a table whose first match is not nginx’s best match', () => {
    const hidden: PathRule[] = [
      { path: '/project', match: 'prefix', part: 'session' },
      { path: '/project/settings', match: 'exact', part: 'profile' },
    ];
    expect(() => toTheSameRule(hidden)).toThrow('/project/settings is hidden by the one for /project');
    expect(() => toTheSameRule([...hidden].reverse())).not.toThrow();
  });

  it('refuses a path that nginx would read as something else', () => {
    expect(() => toTheSameRule([{ path: '/a{b}; root /', match: 'exact', part: 'auth' }])).toThrow(
      'Not a plain path',
    );
  });

  it('keeps nginx’s own variables when names are filled in, and misses none', () => {
    expect(fillIn('listen ${PORT}; try_files $uri;', { PORT: '8000' })).toBe('listen 8000; try_files $uri;');
    expect(() => fillIn('root ${EDGE_WEB_ROOT};', {})).toThrow('EDGE_WEB_ROOT');
  });
});
