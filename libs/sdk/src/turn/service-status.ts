import { DescribeService, SERVICES } from '#libs/contracts';
import type { ServiceName } from '#libs/contracts';
import type { RequestClient } from '#libs/messaging';
import { currentTurn } from './turn-scope.js';

/** How a service of the deployment does. */
export interface ServiceStatus {
  readonly service: ServiceName;
  /** `draining`: the replica that answered takes no new work. `away`: none answered within a second. */
  readonly state: 'ready' | 'draining' | 'away';
  /** Which replica answered. */
  readonly instance?: string;
  /** When that replica started: ISO 8601, UTC. */
  readonly since?: string;
}

/**
 * Asks every service of the deployment how it does, all at once.
 *
 * @throws OutsideTurnError
 */
export function serviceStatus(): Promise<ServiceStatus[]> {
  const { requests } = currentTurn('serviceStatus()');
  return Promise.all(SERVICES.map((service) => statusOf(requests, service)));
}

async function statusOf(requests: RequestClient, service: ServiceName): Promise<ServiceStatus> {
  try {
    const { ready, instance, since } = await requests.ask(DescribeService[service], {});
    return { service, state: ready ? 'ready' : 'draining', instance, since };
  } catch {
    return { service, state: 'away' };
  }
}
