import Upload from 'lucide-react/icons/upload';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedNames, type FileLimits } from '../chat-client/accepted-files.js';
import type { Ask } from '../chat-client/ask-desk.js';
import { useUploadedIds, useUploads } from '../chat-client/use-uploads.js';
import { isFocusFree } from '../composer/focus-composer.js';
import { Button } from '../shell/button.js';
import { FilePicker } from '../uploads/file-picker.js';
import { UploadList } from '../uploads/upload-list.js';
import { useFileDrop } from '../uploads/use-file-drop.js';
import { AskNote } from './ask-note.js';

interface Props {
  ask: Ask;
  onAnswer: (fileIds: readonly string[]) => void;
}

/** In the composer's place while the app waits for files. A single file answers by itself, several by a button. */
export default function FileAsk({ ask, onAnswer }: Props) {
  const { t } = useTranslation();
  const { limits } = ask;
  const [takesFocus] = useState(isFocusFree);
  const { uploads, refusals, add, remove } = useUploads(limits, ask.parentId);
  const ids = useUploadedIds(uploads);
  const isOver = useFileDrop(true, add);
  const isSingle = limits.maxFiles === 1;
  const answer = useRef(onAnswer);
  answer.current = onAnswer;

  useEffect(() => {
    if (isSingle && ids !== undefined && ask.isAnswerable) answer.current(ids);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list is another one at each render
  }, [isSingle, ids?.join(), ask.isAnswerable]);

  return (
    <section aria-label={t('heddle.ask.files')} className="pb-3">
      <AskNote ask={ask} label={t(isSingle ? 'heddle.ask.file' : 'heddle.ask.files')} />
      <div
        data-drop-zone
        className={`flex flex-col items-center gap-2 rounded-[1.6rem] border border-dashed px-5 py-6 text-center transition-colors ${isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface'}`}
      >
        <p className="text-sm text-soft">{t('heddle.files.drop')}</p>
        <FilePicker
          limits={limits}
          label={t('heddle.files.choose')}
          isFirst={takesFocus}
          onFiles={add}
          className="flex h-10 items-center gap-2 rounded-xl border border-line bg-surface px-4 text-sm font-medium hover:bg-hover"
        >
          <Upload aria-hidden className="size-4 text-accent" />
          {t('heddle.files.choose')}
        </FilePicker>
        <FileRules limits={limits} />
        <UploadList uploads={uploads} refusals={refusals} onRemove={remove} />
        {!isSingle && (
          <Button
            variant="primary"
            data-answer-files
            disabled={ids === undefined || !ask.isAnswerable}
            onClick={() => ids !== undefined && onAnswer(ids)}
          >
            {t('heddle.ask.send')}
          </Button>
        )}
      </div>
    </section>
  );
}

function FileRules({ limits }: { limits: FileLimits }) {
  const { t } = useTranslation();
  const names = acceptedNames(limits);
  const rules = [
    names && t('heddle.files.types', { types: names }),
    limits.maxSizeMb !== undefined && t('heddle.files.size', { limit: limits.maxSizeMb }),
    limits.maxFiles !== undefined &&
      limits.maxFiles > 1 &&
      t('heddle.files.count', { limit: limits.maxFiles }),
  ].filter(Boolean);
  return rules.length === 0 ? null : <p className="text-xs text-muted">{rules.join(' · ')}</p>;
}
