// What makes a PDF one that a screen reader can read (PDF/UA-1, ISO 14289-1): the tags of
// ready-made cards, carried over to the pages on which the cards are placed. Placing alone
// would drop them. Marks for cutting are artifacts, which a screen reader skips.

/**
 * @typedef {typeof import("../vendor/pdf-lib.js")} Pdf the library
 * @typedef {import("../vendor/pdf-lib.js").PDFDocument} PDFDocument
 * @typedef {import("../vendor/pdf-lib.js").PDFPage} PDFPage
 * @typedef {import("../vendor/pdf-lib.js").PDFObject} PDFObject
 * @typedef {import("../vendor/pdf-lib.js").PDFDict} PDFDict
 * @typedef {import("../vendor/pdf-lib.js").PDFNumber} PDFNumber
 * @typedef {import("../vendor/pdf-lib.js").PDFRef} PDFRef
 */

/**
 * @typedef {{source: PDFDocument["context"], copier: import("../vendor/pdf-lib.js").PDFObjectCopier,
 *   placed: Map<string, Place>, refs: Map<string, PDFRef>}} Carried what is known of a card
 *   while its tags are carried over: its places by its pages, its new tags by its old ones
 * @typedef {{page: PDFRef, form?: PDFRef, matrix?: number[]}} Place references: the new page,
 *   and the form that holds a face's content there, with the matrix by which it was placed;
 *   without a form the content is the page's own
 */

/** The keys of a tag that say where it stands; all others are taken over as they are. */
const PLACED = new Set(["/K", "/P", "/Pg", "/Type"]);

export class Tags {
  /**
   * @param {Pdf} pdf
   * @param {PDFDocument} target the document to be tagged
   */
  constructor(pdf, target) {
    this.pdf = pdf;
    this.target = target;
    this.root = target.context.nextRef();
    this.document = target.context.nextRef();
    /** @type {PDFRef[]} */
    this.cards = [];
    /** @type {PDFObject[]} numbers and the tags of the page or face that has each */
    this.numbers = [];
    this.count = 0;
    /** @type {PDFDict | undefined} the roles of tags, the same in all cards */
    this.roles = undefined;
  }

  /**
   * Takes over the tags of a card whose pages were placed.
   * @param {PDFDocument} source the card's document
   * @param {Place[]} places one for each of its pages
   */
  add(source, places) {
    const { PDFName, PDFDict, PDFObjectCopier } = this.pdf;
    const tree = source.catalog.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict);
    if (!tree) throw new Error("the card has no tags");
    const pages = source.getPages();
    /** @type {Carried} */
    const carried = {
      source: source.context,
      copier: PDFObjectCopier.for(source.context, this.target.context),
      placed: new Map(pages.map((page, index) => [page.ref.toString(), places[index]])),
      refs: new Map(),
    };
    const roles = tree.lookupMaybe(PDFName.of("RoleMap"), PDFDict);
    this.roles ??= roles && carried.copier.copy(roles);
    this.cards.push(this.part(carried, source, tree));
    for (const [index, page] of pages.entries()) this.number(carried, tree, page, places[index]);
  }

  /**
   * A card, a document of its own before, is a part of the new one, in its own language.
   * @param {Carried} carried
   * @param {PDFDocument} source
   * @param {PDFDict} tree
   */
  part(carried, source, tree) {
    const { context } = this.target;
    const { PDFName, PDFDict, PDFHexString } = this.pdf;
    const ref = context.nextRef();
    const documents = kids_of(this.pdf, tree).map((kid) => carried.source.lookup(kid, PDFDict));
    const part = context.obj({
      Type: "StructElem",
      S: "Part",
      P: this.document,
      T: PDFHexString.fromText(source.getTitle() ?? ""),
      K: documents.flatMap((one) =>
        kids_of(this.pdf, one).map((kid) => this.tag(carried, kid, ref)),
      ),
    });
    const language = source.catalog.get(PDFName.of("Lang"));
    if (language) part.set(PDFName.of("Lang"), language);
    context.assign(ref, part);
    return ref;
  }

  /**
   * Returns the reference of a tag's copy; text in a form is named by page and form.
   * @param {Carried} carried
   * @param {PDFObject} from
   * @param {PDFRef} parent
   * @returns {PDFRef}
   */
  tag(carried, from, parent) {
    const { PDFName, PDFDict } = this.pdf;
    const { context } = this.target;
    const old = carried.source.lookup(from, PDFDict);
    const fresh = context.obj({ Type: "StructElem", P: parent });
    const ref = context.register(fresh);
    carried.refs.set(from.toString(), ref);
    for (const [key, value] of old.entries()) {
      if (!PLACED.has(key.toString())) fresh.set(key, carried.copier.copy(value));
    }
    const on = carried.placed.get(String(old.get(PDFName.of("Pg"))));
    if (on) fresh.set(PDFName.of("Pg"), on.page);
    const { matrix } = on ?? this.below(carried, old) ?? {};
    const attributes = fresh.get(PDFName.of("A"));
    if (attributes && matrix) fresh.set(PDFName.of("A"), this.moved(attributes, matrix));
    fresh.set(
      PDFName.of("K"),
      context.obj(kids_of(this.pdf, old).map((kid) => this.kid(carried, kid, ref, on))),
    );
    return ref;
  }

  /**
   * Returns where the first of a tag's contents stands, if the tag itself does not say.
   * @param {Carried} carried
   * @param {PDFDict} tag
   * @returns {Place | undefined}
   */
  below(carried, tag) {
    const { PDFName, PDFDict } = this.pdf;
    for (const kid of kids_of(this.pdf, tag)) {
      const found = carried.source.lookup(kid);
      if (!(found instanceof PDFDict)) continue;
      const place =
        carried.placed.get(String(found.get(PDFName.of("Pg")))) ?? this.below(carried, found);
      if (place) return place;
    }
    return undefined;
  }

  /**
   * Returns a tag's attributes for its new place. The box of a picture is given in the
   * coordinates of its page, not in those of the form (ISO 32000-1, 14.8.5.4.3).
   * @param {PDFObject} attributes
   * @param {number[]} matrix
   * @returns {PDFObject}
   */
  moved(attributes, matrix) {
    const [a, b, c, d, e, f] = matrix;
    const { PDFName, PDFArray, PDFDict, PDFNumber } = this.pdf;
    const { context } = this.target;
    const found = context.lookup(attributes);
    if (found instanceof PDFArray) {
      return context.obj(found.asArray().map((one) => this.moved(one, matrix)));
    }
    if (!(found instanceof PDFDict)) return attributes;
    const box = found.lookupMaybe(PDFName.of("BBox"), PDFArray);
    if (!box) return attributes;
    const [left, bottom, right, top] = [0, 1, 2, 3].map((edge) =>
      box.lookup(edge, PDFNumber).asNumber(),
    );
    const across = [a * left + c * bottom + e, a * right + c * top + e].sort(
      (one, other) => one - other,
    );
    const upward = [b * left + d * bottom + f, b * right + d * top + f].sort(
      (one, other) => one - other,
    );
    const edges = [across[0], upward[0], across[1], upward[1]];
    const fresh = found.clone(context);
    fresh.set(PDFName.of("BBox"), context.obj(edges.map((edge) => Math.round(edge * 1000) / 1000)));
    return fresh;
  }

  /**
   * Returns the copy of what stands in a tag: another tag, or marked text.
   * @param {Carried} carried
   * @param {PDFObject} kid
   * @param {PDFRef} parent
   * @param {Place | undefined} on
   */
  kid(carried, kid, parent, on) {
    const { PDFName, PDFNumber, PDFDict } = this.pdf;
    if (kid instanceof PDFNumber) return on && !on.form ? kid : this.marked(kid, on);
    const found = carried.source.lookup(kid, PDFDict);
    if (found.has(PDFName.of("S"))) return this.tag(carried, kid, parent);
    const elsewhere = carried.placed.get(String(found.get(PDFName.of("Pg")))) ?? on;
    return this.marked(found.lookupMaybe(PDFName.of("MCID"), PDFNumber), elsewhere);
  }

  /**
   * @param {PDFNumber | undefined} number
   * @param {Place | undefined} on
   */
  marked(number, on) {
    if (!number || !on) throw new Error("the card holds tags that cannot be placed");
    const place = on.form ? { Pg: on.page, Stm: on.form } : { Pg: on.page };
    return this.target.context.obj({ Type: "MCR", ...place, MCID: number });
  }

  /**
   * Tells the text of a page its tags: the way back, which readers of a place need.
   * @param {Carried} carried
   * @param {PDFDict} tree
   * @param {PDFPage} page
   * @param {Place} place
   */
  number(carried, tree, page, place) {
    const { PDFName, PDFArray, PDFDict, PDFNumber, PDFStream } = this.pdf;
    const { context } = this.target;
    const key = page.node.lookup(PDFName.of("StructParents"), PDFNumber).asNumber();
    const pairs = pairs_of(this.pdf, tree.lookup(PDFName.of("ParentTree"), PDFDict));
    const tags = pairs.find((pair) => pair.key === key)?.value;
    if (!tags) throw new Error("the card holds text without tags");
    const refs = carried.source.lookup(tags, PDFArray).asArray();
    const ours = context.obj(refs.map((ref) => carried.refs.get(ref.toString()) ?? null));
    const { form, page: fresh } = place;
    const holder = form ? context.lookup(form, PDFStream).dict : context.lookup(fresh, PDFDict);
    holder.set(PDFName.of("StructParents"), PDFNumber.of(this.count));
    this.numbers.push(PDFNumber.of(this.count), context.register(ours));
    this.count += 1;
  }

  /**
   * Writes the tree and what else the standard asks of the document.
   * @param {{title: string, language: string, date: Date}} facts
   */
  finish({ title, language, date }) {
    const { PDFName } = this.pdf;
    const { context, catalog } = this.target;
    context.assign(
      this.document,
      context.obj({ Type: "StructElem", S: "Document", P: this.root, K: this.cards }),
    );
    const tree = {
      Type: "StructTreeRoot",
      K: [this.document],
      ParentTree: { Nums: this.numbers },
      ParentTreeNextKey: this.count,
    };
    context.assign(this.root, context.obj(this.roles ? { ...tree, RoleMap: this.roles } : tree));
    catalog.set(PDFName.of("StructTreeRoot"), this.root);
    catalog.set(PDFName.of("MarkInfo"), context.obj({ Marked: true }));
    const metadata = context.stream(xmp(title, language, date), {
      Type: "Metadata",
      Subtype: "XML",
    });
    catalog.set(PDFName.of("Metadata"), context.register(metadata));
    for (const page of this.target.getPages()) page.node.set(PDFName.of("Tabs"), PDFName.of("S"));
  }
}

/**
 * The entries of a number tree, whose leaves may be spread over branches.
 * @param {Pdf} pdf
 * @param {PDFDict} tree
 * @returns {{key: number, value: PDFObject}[]}
 */
function pairs_of(pdf, tree) {
  const { PDFName, PDFArray, PDFDict, PDFNumber } = pdf;
  const nums = tree.lookupMaybe(PDFName.of("Nums"), PDFArray);
  const own = [];
  for (let at = 0; nums && at + 1 < nums.size(); at += 2) {
    own.push({ key: nums.lookup(at, PDFNumber).asNumber(), value: nums.get(at + 1) });
  }
  const branches = tree.lookupMaybe(PDFName.of("Kids"), PDFArray);
  const below = branches?.asArray().map((_, index) => branches.lookup(index, PDFDict)) ?? [];
  return [...own, ...below.flatMap((branch) => pairs_of(pdf, branch))];
}

/**
 * What stands in a tag: one thing, or an array of them.
 * @param {Pdf} pdf
 * @param {PDFDict} tag
 * @returns {PDFObject[]}
 */
function kids_of(pdf, tag) {
  const { PDFName, PDFArray } = pdf;
  const found = tag.lookup(PDFName.of("K"));
  if (found instanceof PDFArray) return found.asArray();
  const one = found && tag.get(PDFName.of("K"));
  return one ? [one] : [];
}

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * The facts about the document in the form that the standard wants (ISO 16684-1).
 * @param {string} title
 * @param {string} language
 * @param {Date} date
 */
function xmp(title, language, date) {
  /** @param {string} text */
  const safe = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
  const day = date.toISOString().replace(/\.\d+Z$/, "Z");
  const text = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${safe(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${safe(language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${day}</xmp:CreateDate><xmp:ModifyDate>${day}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
  return new TextEncoder().encode(text);
}
