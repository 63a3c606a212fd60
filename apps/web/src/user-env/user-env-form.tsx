import KeyRound from 'lucide-react/icons/key-round';
import { useId, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserEnv } from '../chat-client/user-env.js';
import { Button } from '../shell/button.js';

interface Props {
  keys: readonly string[];
  values: UserEnv;
  isMasked: boolean;
  /** The server turned down what was supplied before. */
  isRefused: boolean;
  onSave: (env: UserEnv) => void;
  onCancel?: (() => void) | undefined;
}

/** In the conversation's place while the app cannot be talked to without keys of the user's own. */
export default function UserEnvForm({ keys, values, isMasked, isRefused, onSave, onCancel }: Props) {
  const { t } = useTranslation();
  const id = useId();

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entries = keys.map((key) => [key, form.get(key)] as const);
    onSave(
      Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'string' ? value.trim() : ''])),
    );
  };

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <form
        data-user-env
        onSubmit={submit}
        className="mx-auto flex min-h-full w-full max-w-md flex-col justify-center gap-5 px-5 py-6"
      >
        <KeyRound aria-hidden className="size-8 text-accent" />
        <div>
          <h2 className="text-xl font-semibold">{t('apiKeys.title')}</h2>
          <p className="mt-1 text-sm text-soft">{t('heddle.userEnv.description')}</p>
        </div>
        {isRefused && (
          <p role="alert" className="rounded-xl bg-danger-soft px-4 py-2 text-sm text-danger">
            {t('heddle.userEnv.refused')}
          </p>
        )}
        {keys.map((key) => (
          <div key={key} className="flex flex-col gap-1.5">
            <label htmlFor={`${id}-${key}`} className="font-mono text-sm">
              {key}
            </label>
            <input
              id={`${id}-${key}`}
              name={key}
              type={isMasked ? 'password' : 'text'}
              defaultValue={values[key]}
              required
              pattern=".*\S.*"
              autoComplete="off"
              spellCheck={false}
              className="h-11 rounded-xl border border-line bg-surface px-3.5"
            />
          </div>
        ))}
        <div className="flex justify-end gap-2">
          {onCancel !== undefined && <Button onClick={onCancel}>{t('common.actions.cancel')}</Button>}
          <Button type="submit" variant="primary">
            {t('common.actions.continue')}
          </Button>
        </div>
      </form>
    </div>
  );
}
