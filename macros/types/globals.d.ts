// What Material's bundle and our stand-ins for its inline scripts share.
declare var __md_scope: URL;
declare var __md_hash: (text: string) => number;
declare var __md_get: (key: string, storage?: Storage, base?: URL) => unknown;
declare var __md_set: (key: string, value: unknown, storage?: Storage, base?: URL) => void;
// Chromium's offer to install the site, kept until somebody looks for it.
declare var kb_install: (Event & { prompt?: () => Promise<unknown> }) | undefined;
