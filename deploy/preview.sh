#!/bin/sh
# What a proposal changes for readers, in the folder "preview": diff.md in words, and pictures
# of the page and the card of each changed practice, before and after.
#
#   sh preview.sh REVISION        the revision on which the proposal builds
#
# It builds both sites, so it runs what their mkdocs.yml names: run it where there is nothing
# to steal, without write access and without secrets. Pages need a Chromium; cards do not.
set -eu
base=$(git rev-parse --verify "$1^{commit}")
top=$PWD
browser=$(command -v google-chrome || command -v chromium || command -v chromium-browser ||
  command -v chromium-headless-shell || true)
rm -rf preview .before
mkdir -p preview/before preview/after
trap 'git worktree remove --force .before 2>/dev/null || true' EXIT
git worktree add --quiet --force --detach .before "$base"
mkdir -p .cache
[ -e .before/.cache ] || ln -s "$top/.cache" .before/.cache # a card that is the same is set once

katabase diff "$base" --format markdown > preview/diff.md
git diff --name-only --diff-filter=AMR "$base" -- 'kata/*/*.yml' > preview/changed.txt

# pictures SIDE FOLDER: of all changed practices of the site in a folder
pictures() {
  cd "$2"
  mkdocs build --quiet --site-dir "$top/preview/site-$1"
  while read -r file; do
    [ -f "$file" ] || continue
    id=$(basename "$file" .yml)
    page=$(basename "$(dirname "$file")")/$id
    katabase cards "$id" --png --out "$top/preview/$1" || true # a retired one has no card
    if [ -n "$browser" ] && [ -f "$top/preview/site-$1/$page/index.html" ]; then
      "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=390,2400 \
        --screenshot="$top/preview/$1/$id-page.png" \
        "file://$top/preview/site-$1/$page/index.html" 2>/dev/null
    fi
  done < "$top/preview/changed.txt"
  cd "$top"
  rm -rf "preview/site-$1"
}
pictures before .before
pictures after .
rm preview/changed.txt
