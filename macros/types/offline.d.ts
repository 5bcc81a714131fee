// How far the files of a site are kept on this device, as its service worker tells a page.
interface OfflineState {
  /** The newest build that the worker knows, and the one that the page is of. */
  build: string;
  yours: string;
  /** Whether that newest build is here, and the page is an older one. */
  newer: boolean;
  /** Whether the page came from what is kept, and not from the network. */
  kept: boolean;
  /** Files that are here, and that there are. */
  done: number;
  all: number;
  /** What all of them take on the device. */
  bytes: number;
  /** "all", "part" if all that was wished for is here, or nothing yet. */
  ready: string;
  /** What stopped the last fetching. */
  trouble: string;
}
