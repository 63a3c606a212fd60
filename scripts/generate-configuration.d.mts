export declare const CONFIGURATION_PAGE: string;
export declare function renderConfiguration(): string;
