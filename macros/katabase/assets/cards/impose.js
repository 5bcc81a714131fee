// Ready-made cards on paper. The places come from the site's own cards/index.json, the
// same data by which the command line lays out its sheets; nothing is set in type here.

/**
 * @typedef {{card: number, face: number, x: number, y: number, turn: number}} Slot
 * @typedef {{x1: number, y1: number, x2: number, y2: number, fold: boolean}} Mark
 * @typedef {{width: number, height: number, cards: number, pages: Slot[][], marks: Mark[]}} Sheet
 * @typedef {{x: number, y: number}} Shift
 */

const POINTS = 72 / 25.4; // PDF points in a millimetre

/**
 * Puts cards one after another, each page of the card's own size.
 * @param {Uint8Array[]} files PDFs of two pages, front and back
 * @param {string} title
 * @returns {Promise<Uint8Array>}
 */
export async function one_by_one(files, title) {
  const pdf = await import("../vendor/pdf-lib.js");
  const target = await begin(pdf, title);
  for (const file of files) {
    const source = await pdf.PDFDocument.load(file);
    for (const page of await target.copyPages(source, source.getPageIndices())) target.addPage(page);
  }
  return finish(pdf, target, true);
}

/**
 * Puts cards on sheets of paper with marks for cutting and folding.
 * @param {Uint8Array[]} files PDFs of two pages, front and back
 * @param {Sheet} sheet
 * @param {string} title
 * @param {Shift[]} shifts millimetres to the right and down, for fronts and for backs
 * @returns {Promise<Uint8Array>}
 */
export async function on_sheets(files, sheet, title, shifts) {
  const pdf = await import("../vendor/pdf-lib.js");
  const target = await begin(pdf, title);
  for (let start = 0; start < files.length; start += sheet.cards) {
    const faces = [];
    for (const file of files.slice(start, start + sheet.cards)) {
      faces.push(await target.embedPdf(file, [0, 1]));
    }
    sheet.pages.forEach((slots, side) => {
      const page = target.addPage([sheet.width * POINTS, sheet.height * POINTS]);
      for (const mark of sheet.marks) draw_mark(pdf, page, sheet, mark);
      for (const slot of slots) {
        if (faces[slot.card]) draw_face(pdf, page, sheet, slot, faces[slot.card][slot.face], shifts[side]);
      }
    });
  }
  return finish(pdf, target, sheet.pages.length > 1);
}

async function begin(pdf, title) {
  const target = await pdf.PDFDocument.create();
  target.setTitle(title, { showInWindowTitleBar: true });
  target.setLanguage(document.documentElement.lang || "en");
  return target;
}

function finish(pdf, target, duplex) {
  const wishes = target.catalog.getOrCreateViewerPreferences();
  wishes.setPrintScaling(pdf.PrintScaling.None);
  wishes.setDuplex(duplex ? pdf.Duplex.DuplexFlipLongEdge : pdf.Duplex.Simplex);
  return target.save();
}

/** Draws a face so that its box, turned clockwise, has its top left corner at the slot. */
function draw_face(pdf, page, sheet, slot, face, shift) {
  const lying = slot.turn % 180 === 90;
  const height = lying ? face.width : face.height;
  const left = (slot.x + shift.x) * POINTS;
  const bottom = (sheet.height - slot.y - shift.y) * POINTS - height;
  const { width: w, height: h } = face;
  // The corner about which PDF turns a page, for each turn.
  const corner = { 0: [0, 0], 90: [0, w], 180: [w, h], 270: [h, 0] }[slot.turn];
  page.drawPage(face, { x: left + corner[0], y: bottom + corner[1], rotate: pdf.degrees(-slot.turn) });
}

function draw_mark(pdf, page, sheet, mark) {
  page.drawLine({
    start: { x: mark.x1 * POINTS, y: (sheet.height - mark.y1) * POINTS },
    end: { x: mark.x2 * POINTS, y: (sheet.height - mark.y2) * POINTS },
    thickness: 0.25,
    color: pdf.grayscale(0.4),
    dashArray: mark.fold ? [2, 2] : undefined,
  });
}
