import { useChatInteract, useChatSession } from '@chainlit/react-client';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { sortFiles, type FileLimits, type FileRefusal } from './accepted-files.js';
import { Upload, type UploadState } from './upload.js';

export interface Uploads {
  readonly uploads: readonly Upload[];
  /** Why some of the files that were chosen last are not among the uploads. */
  readonly refusals: readonly FileRefusal[];
  add: (files: readonly File[]) => void;
  remove: (upload: Upload) => void;
  /** Hands the uploads over to who sends them, and begins anew. */
  take: () => readonly Upload[];
}

/** The files that somebody gathers for one message or one answer. They belong to the session they were sent in. */
export function useUploads(limits: FileLimits, askParentId?: string): Uploads {
  const { uploadFile } = useChatInteract();
  const { sessionId } = useChatSession();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [refusals, setRefusals] = useState<readonly FileRefusal[]>([]);
  const latest = useRef(uploads);
  latest.current = uploads;

  const change = useCallback((next: readonly Upload[]): void => {
    latest.current = next;
    setUploads(next);
  }, []);

  useEffect(
    () => () => {
      for (const upload of latest.current) upload.cancel();
      change([]);
      setRefusals([]);
    },
    [sessionId, change],
  );

  const add = useCallback(
    (files: readonly File[]): void => {
      const sound = latest.current.filter((upload) => upload.state().phase !== 'refused');
      const { accepted, refused } = sortFiles(files, sound.length, limits);
      setRefusals(refused);
      const added = accepted.map(
        (file) => new Upload(file, (it, onProgress) => uploadFile(it, onProgress, askParentId)),
      );
      // What the server refused gives way to what is chosen in its place.
      const isFull = latest.current.length + added.length > (limits.maxFiles ?? Infinity);
      change([...(isFull ? sound : latest.current), ...added]);
    },
    [limits, uploadFile, askParentId, change],
  );

  const remove = useCallback(
    (upload: Upload): void => {
      upload.cancel();
      setRefusals([]);
      change(latest.current.filter((other) => other !== upload));
    },
    [change],
  );

  const take = useCallback((): readonly Upload[] => {
    const taken = latest.current;
    setRefusals([]);
    change([]);
    return taken;
  }, [change]);

  return { uploads, refusals, add, remove, take };
}

export function useUploadState(upload: Upload): UploadState {
  return useSyncExternalStore(upload.subscribe, upload.state);
}

/** The ids the server gave, once every file is there; undefined before, and where one was refused. */
export function useUploadedIds(uploads: readonly Upload[]): readonly string[] | undefined {
  const ids = useOfAll(uploads, () => uploads.map((upload) => upload.state().fileId ?? '').join(' '));
  const list = ids.split(' ');
  return uploads.length > 0 && list.every((id) => id !== '') ? list : undefined;
}

export function useHasRefused(uploads: readonly Upload[]): boolean {
  return useOfAll(uploads, () => uploads.some((upload) => upload.state().phase === 'refused'));
}

function useOfAll<T extends string | boolean>(uploads: readonly Upload[], read: () => T): T {
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = uploads.map((upload) => upload.subscribe(listener));
      return () => ends.forEach((end) => end());
    },
    [uploads],
  );
  return useSyncExternalStore(subscribe, read);
}
