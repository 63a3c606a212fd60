import type { partOf, PathRule } from '#libs/contracts';

export declare const EDGE_TEMPLATE: string;
export declare function renderEdgeTemplate(table: readonly PathRule[], decide: typeof partOf): string;
export declare function fillIn(template: string, values: Readonly<Record<string, string>>): string;
