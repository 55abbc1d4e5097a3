/** Builds the assets into `target` (default: dist/assets); resolves to the size of the style sheet in bytes. */
export declare const buildAssets: (target?: string) => Promise<number>;
