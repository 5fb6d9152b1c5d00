import { idAt } from '../../../api/polling/watermark';

/** A list that people join, leave and join again, as X keeps it. */

export interface Member {
	id: string;
	/** Place in time. */
	at: number;
	/** Suspended: not shown, but its place stays. */
	hidden?: boolean;
}

/** A list as X keeps it, most recent first. */
export class World {
	members: Member[] = [];
	private next = 0;
	private clock = 0;
	/** X's clock, in milliseconds since 1970. */
	now = Date.parse('2026-05-01T08:00:00Z');
	private readonly left: string[] = [];
	/** Those that came after the trigger had started; and those that came again, which is new to whoever has not seen them before. */
	readonly newcomers = new Set<string>();
	/** Newcomers whose IDs tell that they were made just now. */
	readonly young = new Set<string>();
	readonly returned = new Set<string>();

	constructor(size: number) {
		for (let i = 0; i < size; i++) this.members.unshift({ id: `old${i}`, at: this.clock++ });
	}
	/** @param isYoung whether its ID tells when it was made, which is now */
	come(isYoung = false): void {
		const id = isYoung ? String(BigInt(idAt(this.now)) + BigInt(this.next++)) : `new${this.next++}`;
		if (isYoung) this.young.add(id);
		this.newcomers.add(id);
		this.members.unshift({ id, at: this.clock++ });
	}
	private at(place: number): Member | undefined {
		return this.members[place % Math.max(1, this.members.length)];
	}
	leave(place: number): void {
		const member = this.at(place);
		if (!member) return;
		this.members.splice(this.members.indexOf(member), 1);
		this.left.push(member.id);
	}
	comeAgain(place: number): void {
		const [id] = this.left.splice(place % Math.max(1, this.left.length), 1);
		if (!id) return;
		this.returned.add(id);
		this.members.unshift({ id, at: this.clock++ });
	}
	suspend(place: number): void {
		const member = this.at(place);
		if (member) member.hidden = true;
	}
	restore(place: number): void {
		const hidden = this.members.filter((each) => each.hidden);
		const member = hidden[place % Math.max(1, hidden.length)];
		if (member) delete member.hidden;
	}
	purge(share: number): void {
		this.members = this.members.filter((_, i) => i >= share);
	}
	shown(): Member[] {
		return this.members.filter(({ hidden }) => !hidden);
	}
}
