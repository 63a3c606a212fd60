import { BeginningDialog } from './beginning-dialog.js';
import { LeavingDialog } from './leaving-dialog.js';
import type { useBeginning } from './use-beginning.js';
import type { useThreadRoute } from './use-thread-route.js';

interface Props {
  beginning: ReturnType<typeof useBeginning>;
  route: ReturnType<typeof useThreadRoute>;
}

/** What is asked before a conversation is left. */
export function PageDialogs({ beginning, route }: Props) {
  return (
    <>
      <BeginningDialog
        pending={beginning.pending}
        onConfirm={beginning.confirm}
        onCancel={beginning.cancel}
      />
      <LeavingDialog isOpen={route.isLeaving} onLeave={route.leave} onStay={route.stay} />
    </>
  );
}
