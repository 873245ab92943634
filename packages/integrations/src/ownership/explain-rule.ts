import type { Observation, PlaceOwner, PlacePin, Provenance } from "@v1/db/ownership";

/** The rule that decided a value, and why it did, in a plain sentence. */
export interface DecidingRule {
  /** Number of the rule of field ownership. */
  number: number;
  title: string;
  sentence: string;
}

export interface Decision {
  label: string;
  /** An identity makes or finds the record; nobody owns it. */
  isIdentity: boolean;
  /** True where a variant has no value of its own and shows the product's. */
  inherited: boolean;
  empty: boolean;
  provenance: Provenance | null;
  pin: PlacePin | null;
  owner: PlaceOwner;
  /** Of the owner, where it says anything here. */
  ownerSays: Observation | null;
}

/** Which rule decided a value: the strongest that applies. */
export function decidingRule(decision: Decision): DecidingRule {
  const { pin, inherited, isIdentity, provenance } = decision;
  if (isIdentity) return rule(12, "Identity", identity(decision));
  if (inherited) return rule(6, "Level", "The variant has no value of its own and shows the product's.");
  if (pin) return rule(3, "A pin wins", pinned(decision, pin));
  if (!provenance) return unbacked(decision);
  return BY_REASON[provenance.reason](decision, provenance);
}

type Teller = (decision: Decision, provenance: Provenance) => DecidingRule;

const BY_REASON: Record<Provenance["reason"], Teller> = {
  owner: ({ label, owner }, { connection, connectionId }) =>
    owner.connectionId === connectionId
      ? rule(3, "The owner's value", `${connection} owns ${label} for the brand, and this is what it says.`)
      : rule(
          3,
          "The last owner's value",
          `${connection} wrote it while it owned ${label}; ${nowOwns(owner)} and has not replaced it.`,
        ),
  pin: (_, { user }) =>
    rule(
      3,
      "Pinned before",
      `${user ?? "Somebody"} pinned it. The pin is gone, and no owner says anything here.`,
    ),
  manual: ({ label, owner }, { user }) =>
    rule(
      3,
      "Free to edit",
      `${user ?? "Somebody"} typed it. ${owner.kind === "connection" ? `${owner.connection} owns ${label} but has said nothing of it here` : "No connection owns the field"}, so it stays.`,
    ),
  seeded: ({ label }, { connection }) =>
    rule(
      4,
      "Seeded",
      `${connection} created the record and gave it a first ${label}, although it does not own the field; the owner replaces it when it speaks.`,
    ),
  kept: (_, { connection }) =>
    rule(
      4,
      "The source is empty",
      `${connection} says that it has no value, and an empty source keeps what stands here.`,
    ),
  undone: (_, { user }) =>
    rule(
      14,
      "Undone",
      `${user ?? "Somebody"} undid the run that had changed it; it stays until the source says something other than what was undone.`,
    ),
  frozen: (_, { connection }) =>
    rule(10, "Frozen", `${connection} wrote it and was disconnected since; its values stay.`),
};

function identity({ label, provenance }: Decision): string {
  const maker = provenance?.connection ?? provenance?.user;
  return `${label} tells the record from others${maker ? `, and came with it from ${maker}` : ""}; nobody owns it.`;
}

function pinned({ label, owner }: Decision, { author, reason }: PlacePin): string {
  const because = reason ? ` “${reason}”` : "";
  const over = owner.kind === "connection" ? ` ${owner.connection} owns ${label} elsewhere.` : "";
  return `${author ?? "Somebody"} pinned it here.${because}${over}`;
}

function unbacked({ label, empty, owner, ownerSays }: Decision): DecidingRule {
  if (!empty) {
    const came =
      "It was there before sources were recorded, or was brought along from elsewhere, so who wrote it is not known.";
    return rule(3, "No recorded source", `${came} ${whatNext(label, owner)}`);
  }
  if (owner.kind === "connection" && ownerSays?.present === "empty") {
    return rule(4, "The source is empty", `${owner.connection} owns ${label} and says that it has no value.`);
  }
  const who = owner.kind === "connection" ? `${owner.connection} owns ${label} and has` : "Nobody has";
  return rule(3, "Nothing said", `${who} said nothing of it here.`);
}

function whatNext(label: string, owner: PlaceOwner): string {
  if (owner.kind === "connection")
    return `${owner.connection} owns ${label}, and its next word on it counts.`;
  return `${owner.kind === "manual" ? "People own" : "Nobody owns"} ${label}, so it stays until somebody edits it.`;
}

function nowOwns(owner: PlaceOwner): string {
  if (owner.kind === "connection") return `${owner.connection} owns it now`;
  return owner.kind === "manual" ? "people own it now" : "nobody owns it now";
}

function rule(number: number, title: string, sentence: string): DecidingRule {
  return { number, title, sentence };
}
