import LoaderCircle from 'lucide-react/icons/loader-circle';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../shell/button.js';

const FIELD = 'h-11 rounded-xl border border-line bg-canvas px-3.5 placeholder:text-muted';

interface Props {
  onSubmit: (username: string, password: string) => Promise<void>;
}

export function LoginForm({ onSubmit }: Props) {
  const { t } = useTranslation();
  const usernameId = useId();
  const passwordId = useId();
  const [isBusy, setIsBusy] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    void onSubmit(text(form, 'username'), text(form, 'password')).finally(() => setIsBusy(false));
  };

  return (
    <form onSubmit={submit} className="mt-6 flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={usernameId} className="text-sm font-medium">
          {t('auth.login.form.email.label')}
        </label>
        <input id={usernameId} name="username" autoComplete="username" autoFocus required className={FIELD} />
      </div>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={passwordId} className="text-sm font-medium">
          {t('auth.login.form.password.label')}
        </label>
        <input
          id={passwordId}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          className={FIELD}
        />
      </div>
      <Button type="submit" variant="primary" disabled={isBusy} className="mt-1 h-11">
        {isBusy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
        {t('auth.login.form.actions.signin')}
      </Button>
    </form>
  );
}

function text(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}
