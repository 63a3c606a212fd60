import type { ProcessFolders, ProcessRecord } from './processes.mjs';

export interface EdgeLayout extends ProcessFolders {
  readonly edgePort: number;
  ports(part: string): readonly number[];
}

export declare function startEdge(
  layout: EdgeLayout,
  options: { readonly webRoot: string },
): Promise<ProcessRecord>;
