import { chatSettingsInputsState, chatSettingsValueState, useChatSession } from '@chainlit/react-client';
import { useCallback, useMemo } from 'react';
import { useRecoilState, useRecoilValue, type RecoilState } from 'recoil';
import { toSettingsForm, toWireValues, valuesOf, type SettingsValues } from './settings-form.js';

const ACK_TIMEOUT_MS = 10_000;

interface Acknowledgement {
  error?: { message?: string };
}

/** Settings that did not reach the app. */
export class SettingsRefused extends Error {
  constructor(readonly reason?: string) {
    super(reason);
  }
}

// Declared as `any` by react-client.
const setState = chatSettingsValueState as RecoilState<Record<string, unknown>>;

/**
 * The app's settings form and what it holds. react-client derives its values by one flat pass, which gives a form
 * with tabs none: the fields' own initial values stand where it has nothing.
 */
export function useSettingsForm() {
  const inputs = useRecoilValue<unknown>(chatSettingsInputsState);
  const [set, setValues] = useRecoilState(setState);
  const { session } = useChatSession();
  const socket = session?.socket;

  const form = useMemo(() => toSettingsForm(inputs), [inputs]);
  const values = useMemo(() => (form === undefined ? {} : valuesOf(form, set)), [form, set]);

  /** Resolves once the server has them; rejects with its reason, or with none where it does not answer. */
  const confirm = useCallback(
    async (next: SettingsValues): Promise<void> => {
      const wire = toWireValues(next);
      if (socket?.connected !== true) throw new SettingsRefused();
      const answer = await socket
        .timeout(ACK_TIMEOUT_MS)
        .emitWithAck('chat_settings_change', wire)
        .then((given: Acknowledgement | undefined) => given)
        .catch(() => Promise.reject(new SettingsRefused()));
      if (answer?.error !== undefined) throw new SettingsRefused(answer.error.message);
      setValues({ ...wire });
    },
    [socket, setValues],
  );

  /** What the form holds while it is being filled in. Of no use later: nothing is kept for the next connection. */
  const edit = useCallback(
    (next: SettingsValues): void => {
      if (socket?.connected === true) socket.emit('chat_settings_edit', toWireValues(next));
    },
    [socket],
  );

  return { form, values, confirm, edit };
}
