import X from 'lucide-react/icons/x';
import { Dialog } from 'radix-ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSidePanel, type SidePanel as Panel } from '../chat-client/use-side-panel.js';
import { ElementView } from '../elements/element-view.js';
import { IconButton } from '../shell/icon-button.js';
import { useMediaQuery } from '../shell/use-media-query.js';

/** What lies open beside the conversation: a column where there is room for one, a dialog where there is not. */
export default function SidePanel({ panel }: { panel: Panel }) {
  const { close } = useSidePanel();
  const column = useFocusFromLink();
  const isColumn = useMediaQuery('(min-width: 64rem)');
  if (isColumn) {
    return (
      <aside
        ref={column}
        tabIndex={-1}
        aria-label={panel.title}
        data-side-panel
        className="flex h-full w-[min(28rem,40vw)] shrink-0 flex-col border-l border-line bg-rail outline-none"
      >
        <PanelHead
          title={<h2 className="min-w-0 flex-1 truncate font-semibold">{panel.title}</h2>}
          onClose={close}
        />
        <PanelBody panel={panel} />
      </aside>
    );
  }
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          data-side-panel
          className="fixed inset-y-0 right-0 z-40 flex w-[min(32rem,100vw)] flex-col bg-rail shadow-float outline-none"
        >
          <PanelHead
            title={
              <Dialog.Title className="min-w-0 flex-1 truncate font-semibold">{panel.title}</Dialog.Title>
            }
            onClose={close}
          />
          <PanelBody panel={panel} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Whoever opens the column by a link goes on in it, and comes back to the link. The app opens it without that. */
function useFocusFromLink() {
  const column = useRef<HTMLElement>(null);
  useEffect(() => {
    const { activeElement: link } = document;
    if (!(link instanceof HTMLElement) || link.dataset['elementLink'] === undefined) return;
    column.current?.focus();
    return () => {
      if (document.activeElement === document.body) link.focus();
    };
  }, []);
  return column;
}

function PanelHead({ title, onClose }: { title: ReactNode; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex h-14 shrink-0 items-center gap-2 pr-2.5 pl-5">
      {title}
      <IconButton Icon={X} label={t('heddle.panel.close')} onClick={onClose} />
    </div>
  );
}

function PanelBody({ panel }: { panel: Panel }) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={panel.title}
      className="flex min-h-0 flex-1 flex-col items-start gap-3 overflow-y-auto px-4 pb-6"
    >
      {panel.elements.map((element) => (
        <ElementView key={element.id} element={element} isAlone />
      ))}
    </div>
  );
}
