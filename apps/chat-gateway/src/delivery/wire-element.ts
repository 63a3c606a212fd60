import type { ElementDto } from '#libs/contracts';
import type { WireElement } from './server-to-client.js';

/** An element with every key that the wire protocol promises (§6.6). */
export function wireElementOf(element: ElementDto): WireElement {
  return {
    id: element.id,
    threadId: element.threadId,
    type: element.type,
    url: element.url ?? null,
    chainlitKey: element.chainlitKey ?? null,
    name: element.name,
    display: element.display,
    objectKey: element.objectKey ?? null,
    size: element.size ?? null,
    props: element.props ?? null,
    page: element.page ?? null,
    autoPlay: element.autoPlay ?? null,
    playerConfig: element.playerConfig ?? null,
    language: element.language ?? null,
    forId: element.forId,
    mime: element.mime ?? null,
  };
}
