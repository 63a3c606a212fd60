import { useTranslation } from 'react-i18next';
import type { Ask } from '../chat-client/ask-desk.js';
import { Button } from '../shell/button.js';
import { AskNote } from './ask-note.js';

interface Props {
  ask: Ask;
  onDecline: () => void;
}

/** Apps may ask with a form of their own making, which is code that this page does not run. */
export function ElementAsk({ ask, onDecline }: Props) {
  const { t } = useTranslation();
  return (
    <AskNote ask={ask} label={t('heddle.ask.element')}>
      <Button data-decline disabled={!ask.isAnswerable} onClick={onDecline} className="h-8 px-3">
        {t('heddle.ask.decline')}
      </Button>
    </AskNote>
  );
}
