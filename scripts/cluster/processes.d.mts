/** Where a cluster's processes keep their logs and are remembered. */
export interface ProcessFolders {
  readonly root: string;
  readonly logs: string;
  readonly pids: string;
}

export interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  readonly log: string;
}

export interface ProcessStart {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}

export declare function startProcess(folders: ProcessFolders, start: ProcessStart): ProcessRecord;
export declare function processOf(folders: ProcessFolders, name: string): ProcessRecord | undefined;
export declare function untilReady(
  folders: ProcessFolders,
  record: ProcessRecord,
  isReady: () => Promise<boolean> | boolean,
  seconds: number,
): Promise<ProcessRecord>;
export declare function stopProcess(
  folders: ProcessFolders,
  name: string,
  options?: { readonly signal?: NodeJS.Signals; readonly seconds?: number },
): Promise<'stopped' | 'killed' | false>;
