// Ready-made cards on paper. The places come from the site's own cards/index.json, the
// same data by which the command line lays out its sheets; nothing is set in type here.
// The same cards give the same bytes, tagged as the cards are.

import { Tags } from "./tags.js";

/**
 * @typedef {{card: number, face: number, x: number, y: number, turn: number,
 *   scale?: number}} Slot
 * @typedef {{x1: number, y1: number, x2: number, y2: number, fold: boolean}} Mark
 * @typedef {{width: number, height: number, cards: number, pages: Slot[][], marks: Mark[],
 *   duplex: boolean, bleed?: number}} Sheet `bleed`: millimetres around a card for a print shop
 * @typedef {{x: number, y: number}} Shift
 * @typedef {typeof import("../vendor/pdf-lib.js")} Pdf the library
 * @typedef {import("../vendor/pdf-lib.js").PDFDocument} PDFDocument
 * @typedef {{pdf: Pdf, target: PDFDocument, tags: Tags, date: Date, language: string,
 *   author?: string}} Deck in the making; `date` is that of its newest card, `language` that
 *   of its first
 */

const POINTS = 72 / 25.4; // PDF points in a millimetre

/**
 * Puts cards one after another, each page of the card's own size.
 * @param {Uint8Array[]} files PDFs of two pages, front and back
 * @param {string} title
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function one_by_one(files, title) {
  const deck = await begin();
  for (const file of files) {
    const source = await open(deck, file);
    /** @type {import("./tags.js").Place[]} */
    const places = [];
    for (const page of await deck.target.copyPages(source, source.getPageIndices())) {
      deck.target.addPage(page);
      places.push({ page: page.ref });
    }
    deck.tags.add(source, places);
  }
  return finish(deck, title, true);
}

/**
 * Puts cards on sheets of paper with marks for cutting and folding.
 * @param {Uint8Array[]} files PDFs of two pages, front and back, or of several such pairs
 * @param {Sheet} sheet
 * @param {string} title
 * @param {Shift[]} shifts millimetres to the right and down, for fronts and for backs
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function on_sheets(files, sheet, title, shifts) {
  const deck = await begin();
  /** @type {{source: PDFDocument, faces: import("../vendor/pdf-lib.js").PDFEmbeddedPage[],
   *   places: import("./tags.js").Place[]}[]} */
  const cards = [];
  for (const file of files) {
    const source = await open(deck, file);
    cards.push({ source, faces: await deck.target.embedPages(source.getPages()), places: [] });
  }
  // A card of big type is several, of two faces each.
  const pairs = cards.flatMap((card) =>
    card.faces.flatMap((_, at) => (at % 2 ? [] : [{ card, at }])),
  );
  for (let start = 0; start < pairs.length; start += sheet.cards) {
    for (const [side, slots] of sheet.pages.entries()) {
      const page = add_sheet(deck, sheet);
      if (sheet.bleed) set_boxes(page, sheet, slots[0], sheet.bleed);
      for (const slot of slots) {
        const pair = pairs[start + slot.card];
        if (!pair) continue;
        const { card, at } = pair;
        const face = card.faces[at + slot.face];
        const shift = sheet.bleed ? { x: 0, y: 0 } : shifts[side]; // its boxes do not move
        const matrix = draw_face(deck.pdf, page, sheet, slot, face, shift);
        card.places[at + slot.face] = { page: page.ref, form: face.ref, matrix };
      }
    }
  }
  await deck.target.flush(); // the tags point into the faces, so these have to be there
  for (const card of cards) deck.tags.add(card.source, card.places);
  return finish(deck, title, sheet.duplex);
}

/** @returns {Promise<Deck>} */
async function begin() {
  const pdf = await import("../vendor/pdf-lib.js");
  const target = await pdf.PDFDocument.create();
  return { pdf, target, tags: new Tags(pdf, target), date: new Date(0), language: "" };
}

/**
 * @param {Deck} deck
 * @param {Uint8Array} file
 */
async function open(deck, file) {
  const source = await deck.pdf.PDFDocument.load(file, { updateMetadata: false });
  const { PDFName, PDFString, PDFHexString } = deck.pdf;
  const date = source.getModificationDate();
  if (date && date > deck.date) deck.date = date;
  deck.author ??= source.getAuthor();
  const language = source.catalog.lookupMaybe(PDFName.of("Lang"), PDFString, PDFHexString);
  deck.language ||= language?.decodeText() ?? "";
  return source;
}

/**
 * @param {Deck} deck
 * @param {string} title
 * @param {boolean} duplex
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
function finish(deck, title, duplex) {
  const { pdf, target, tags, date } = deck;
  const language = deck.language || document.documentElement.lang || "en";
  target.setTitle(title, { showInWindowTitleBar: true });
  target.setLanguage(language);
  target.setCreationDate(date);
  target.setModificationDate(date);
  if (deck.author) target.setAuthor(deck.author);
  target.setCreator("Katabase");
  const wishes = target.catalog.getOrCreateViewerPreferences();
  wishes.setPrintScaling(pdf.PrintScaling.None);
  wishes.setDuplex(duplex ? pdf.Duplex.DuplexFlipLongEdge : pdf.Duplex.Simplex);
  tags.finish({ title, language, date });
  return /** @type {Promise<Uint8Array<ArrayBuffer>>} */ (target.save());
}

/**
 * A page of paper with its marks, which are no content: screen readers skip them.
 * @param {Deck} deck
 * @param {Sheet} sheet
 */
function add_sheet({ pdf, target }, sheet) {
  const page = target.addPage([sheet.width * POINTS, sheet.height * POINTS]);
  const { BeginMarkedContent, EndMarkedContent } = pdf.PDFOperatorNames;
  page.pushOperators(pdf.PDFOperator.of(BeginMarkedContent, [pdf.PDFName.of("Artifact")]));
  for (const mark of sheet.marks) draw_mark(pdf, page, sheet, mark);
  page.pushOperators(pdf.PDFOperator.of(EndMarkedContent));
  return page;
}

/**
 * The boxes by which a print shop finds the card and its bleed in the middle of a page.
 * @param {import("../vendor/pdf-lib.js").PDFPage} page
 * @param {Sheet} sheet
 * @param {Slot} slot
 * @param {number} bleed
 */
function set_boxes(page, sheet, slot, bleed) {
  /** @param {number} more @returns {[number, number, number, number]} */
  const box = (more) => {
    const [x, y] = [slot.x - more, slot.y - more];
    const sides = [x, y, sheet.width - 2 * x, sheet.height - 2 * y];
    return /** @type {[number, number, number, number]} */ (sides.map((mm) => mm * POINTS));
  };
  page.setTrimBox(...box(0));
  page.setBleedBox(...box(bleed));
}

/** The halves of a matrix that turn a page clockwise. @type {Record<number, number[]>} */
const TURNS = { 0: [1, 0, 0, 1], 90: [0, -1, 1, 0], 180: [-1, 0, 0, -1], 270: [0, 1, -1, 0] };

/**
 * Draws a face so that its box, turned clockwise, has its top left corner at the slot.
 * @param {Pdf} pdf
 * @param {import("../vendor/pdf-lib.js").PDFPage} page
 * @param {Sheet} sheet
 * @param {Slot} slot
 * @param {import("../vendor/pdf-lib.js").PDFEmbeddedPage} face
 * @param {Shift} shift
 * @returns {number[]} the matrix by which it was placed
 */
function draw_face(pdf, page, sheet, slot, face, shift) {
  const lying = slot.turn % 180 === 90;
  const more = slot.scale ?? 1;
  const [w, h] = [face.width * more, face.height * more];
  const height = lying ? w : h;
  const left = (slot.x + shift.x) * POINTS;
  const bottom = (sheet.height - slot.y - shift.y) * POINTS - height;
  // The corner about which PDF turns a page, for each turn.
  /** @type {Record<number, number[]>} */
  const corners = { 0: [0, 0], 90: [0, w], 180: [w, h], 270: [h, 0] };
  const corner = corners[slot.turn];
  const [x, y] = [left + corner[0], bottom + corner[1]];
  page.drawPage(face, { x, y, xScale: more, yScale: more, rotate: pdf.degrees(-slot.turn) });
  return [...TURNS[slot.turn].map((part) => part * more), x, y];
}

/**
 * @param {Pdf} pdf
 * @param {import("../vendor/pdf-lib.js").PDFPage} page
 * @param {Sheet} sheet
 * @param {Mark} mark
 */
function draw_mark(pdf, page, sheet, mark) {
  page.drawLine({
    start: { x: mark.x1 * POINTS, y: (sheet.height - mark.y1) * POINTS },
    end: { x: mark.x2 * POINTS, y: (sheet.height - mark.y2) * POINTS },
    thickness: 0.25,
    color: pdf.grayscale(0.4),
    dashArray: mark.fold ? [2, 2] : undefined,
  });
}
