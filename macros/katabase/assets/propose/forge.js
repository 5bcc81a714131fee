// The way to a forge: its page for a new file or for editing one, with the content in the address
// where that fits. Forges cut addresses behind some 8,000 bytes.

const LONGEST = 8_000;

/**
 * @typedef {{forge: string, url: string, branch: string}} Repository
 */

/** @type {Record<string, {label: string, fresh: (at: Repository, folder: string, name: string) => string,
 *   edit: (at: Repository, path: string) => string, content: string}>} */
const FORGES = {
  github: {
    label: "GitHub",
    fresh: ({ url, branch }, folder, name) =>
      `${url}/new/${branch}/${folder}?filename=${encodeURIComponent(name)}`,
    edit: ({ url, branch }, path) => `${url}/edit/${branch}/${path}`,
    content: "value",
  },
  gitlab: {
    label: "GitLab",
    fresh: ({ url, branch }, folder, name) =>
      `${url}/-/new/${branch}/${folder}?file_name=${encodeURIComponent(name)}`,
    edit: ({ url, branch }, path) => `${url}/-/edit/${branch}/${path}`,
    // Its page for a new file takes no content.
    content: "",
  },
  gitea: {
    label: "Forgejo",
    fresh: ({ url, branch }, folder, name) =>
      `${url}/_new/${branch}/${folder}?filename=${encodeURIComponent(name)}`,
    edit: ({ url, branch }, path) => `${url}/_edit/${branch}/${path}`,
    content: "value",
  },
};

/** @param {string} forge what it is called; empty if the way to it is not known */
export const label_of = (forge) => FORGES[forge]?.label ?? "";

/**
 * Returns the address at which a file is proposed, and whether it holds the content.
 * @param {Repository} at
 * @param {string} path of the file in the repository
 * @param {string} text
 * @param {boolean} fresh whether the file is new
 */
export function address_of(at, path, text, fresh) {
  const { fresh: new_file, edit, content } = FORGES[at.forge];
  const place = path.split("/").map(encodeURIComponent);
  const bare = fresh
    ? new_file(at, place.slice(0, -1).join("/"), path.split("/").at(-1) ?? "")
    : edit(at, place.join("/"));
  const whole = `${bare}&${content}=${encodeURIComponent(text)}`;
  const holds = fresh && content !== "" && whole.length < LONGEST;
  return { address: holds ? whole : bare, holds };
}
