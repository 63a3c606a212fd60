import { InProcessLivePlane } from '#libs/live';
import { systemClock } from '#libs/platform';
import { describeLivePlane } from '../../contract/live-plane.contract.js';

describeLivePlane('in-process', () => {
  const plane = new InProcessLivePlane(systemClock);
  return Promise.resolve({ worker: plane, gateway: plane });
});
