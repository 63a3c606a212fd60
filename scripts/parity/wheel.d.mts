export declare const REFERENCE: string;

export declare function fetchWheel(): Promise<string>;
