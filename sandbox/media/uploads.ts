import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { imageSize } from 'image-size';
import { discard, type StoredFile } from '../http/body';
import type { Clock } from '../clock';
import { invalidRequest } from '../http/errors';
import type { Faults } from '../rules/faults';
import type { Processing, WorldMedia, WorldUser } from '../world/types';
import type { World } from '../world/world';
import { DurationSearch } from './duration';
import { categoryFor, checkSize, checkType, kindOf, type Category } from './rules';

const UPLOAD_SECONDS = 1_295_999;
const STEP_SECONDS = 5;

export interface Upload {
	id: string;
	owner: WorldUser;
	category: Category;
	contentType: string;
	totalBytes?: number;
	additionalOwners: string[];
	expiresAt: number;
	segments: Map<number, StoredFile>;
}

/** Uploads from initialize to finalize, and the processing that follows. */
export class UploadStore {
	readonly open = new Map<string, Upload>();

	constructor(
		private readonly world: World,
		private readonly clock: Clock,
		private readonly faults: Faults,
	) {}

	begin(
		owner: WorldUser,
		given: { category?: Category; contentType?: string; totalBytes?: number; additionalOwners?: string[] },
	): Upload {
		const contentType = given.contentType ?? 'application/octet-stream';
		const category = given.category ?? categoryFor(contentType);
		const kind = kindOf(category);
		if (given.contentType) checkType(kind, given.contentType);
		if (given.totalBytes !== undefined) checkSize(category, given.totalBytes, owner);
		const upload: Upload = {
			id: this.world.ids.next(this.clock.now()),
			owner,
			category,
			contentType,
			totalBytes: given.totalBytes,
			additionalOwners: given.additionalOwners ?? [],
			expiresAt: this.clock.now() + UPLOAD_SECONDS * 1000,
			segments: new Map(),
		};
		this.open.set(upload.id, upload);
		return upload;
	}

	/** Segments may arrive in any order, concurrently, and again after a failure: the last one counts. */
	async append(upload: Upload, index: number, file: StoredFile): Promise<void> {
		const earlier = upload.segments.get(index);
		upload.segments.set(index, file);
		if (earlier) await discard([earlier]);
	}

	async finish(upload: Upload): Promise<WorldMedia> {
		const indexes = [...upload.segments.keys()].sort((a, b) => a - b);
		if (indexes.length === 0 || indexes.some((index, position) => index !== position))
			throw invalidRequest({ message: 'Segments do not add up: some are missing.', parameters: { id: [upload.id] } });
		const files = indexes.map((index) => upload.segments.get(index)!);
		const size = files.reduce((sum, file) => sum + file.size, 0);
		if (upload.totalBytes !== undefined && size !== upload.totalBytes) {
			throw invalidRequest({
				message: `Segments do not add up to provided total file size: ${size} of ${upload.totalBytes} bytes.`,
				parameters: { id: [upload.id] },
			});
		}
		checkSize(upload.category, size, upload.owner);
		this.open.delete(upload.id);
		try {
			return await this.settle(upload, files, size);
		} finally {
			await discard(files);
		}
	}

	async abandon(): Promise<void> {
		// What is opened meanwhile is kept.
		const abandoned = [...this.open.values()];
		this.open.clear();
		for (const upload of abandoned) await discard([...upload.segments.values()]);
	}

	private async settle(upload: Upload, files: StoredFile[], size: number): Promise<WorldMedia> {
		const kind = kindOf(upload.category);
		const hash = createHash('sha256');
		const kept: Buffer[] = [];
		const duration = new DurationSearch();
		for (const file of files) {
			for await (const chunk of createReadStream(file.path)) {
				hash.update(chunk as Buffer);
				if (kind === 'video') duration.see(chunk as Buffer);
				if (kind !== 'video') kept.push(chunk as Buffer);
			}
		}
		const bytes = kind === 'video' ? undefined : Buffer.concat(kept);
		const isPicture = kind === 'photo' || (kind === 'animated_gif' && !upload.contentType.startsWith('video/'));
		if (bytes && isPicture) checkPicture(bytes);
		return this.world.addMedia({
			id: upload.id,
			owner: upload.owner.id,
			kind,
			category: upload.category,
			size,
			sha256: hash.digest('hex'),
			bytes,
			durationMs: duration.milliseconds,
			contentType: upload.contentType === 'application/octet-stream' ? undefined : upload.contentType,
			additionalOwners: upload.additionalOwners,
			processing: this.processing(kind),
		});
	}

	private processing(kind: WorldMedia['kind']): Processing | undefined {
		if (kind !== 'video' && kind !== 'animated_gif') return undefined;
		const { mediaProcessingSeconds, mediaProcessingFails } = this.faults.current;
		return {
			state: 'pending',
			startedAt: this.clock.now(),
			seconds: mediaProcessingSeconds,
			...(mediaProcessingFails ? { reason: mediaProcessingFails } : {}),
		};
	}

	/** Advances the processing to the current time. */
	advance(media: WorldMedia): Processing {
		const processing = media.processing!;
		const elapsed = (this.clock.now() - processing.startedAt) / 1000;
		if (processing.state === 'succeeded' || processing.state === 'failed') return processing;
		if (elapsed >= processing.seconds) processing.state = processing.reason ? 'failed' : 'succeeded';
		else if (elapsed > 0) processing.state = 'in_progress';
		return processing;
	}

	/** `fresh`: for the answer to finalize, where processing has never begun yet. */
	processingInfo(media: WorldMedia, fresh = false): Record<string, unknown> | undefined {
		if (!media.processing) return undefined;
		const { state, seconds, startedAt, reason } =
			fresh && media.processing.seconds > 0 ? media.processing : this.advance(media);
		const elapsed = (this.clock.now() - startedAt) / 1000;
		const percent = Math.min(99, Math.floor((100 * elapsed) / Math.max(seconds, 0.001)));
		const wait = Math.max(1, Math.min(STEP_SECONDS, Math.ceil(seconds - elapsed)));
		if (state === 'pending') return { state, check_after_secs: wait };
		if (state === 'in_progress') return { state, check_after_secs: wait, progress_percent: percent };
		if (state === 'succeeded') return { state, progress_percent: 100 };
		// The specification names no error member; X has long sent this one.
		return { state, progress_percent: percent, error: { ...kindOfFailure(reason), message: reason } };
	}
}

/** X tells a file that it cannot read from one that it does not take. */
const kindOfFailure = (reason = '') =>
	/^Duration|unsupported/.test(reason) ? { code: 3, name: 'UnsupportedMedia' } : { code: 1, name: 'InvalidMedia' };

/** X takes these, whatever the library below can read besides; TIFF it reads from files only. */
const PICTURES = ['bmp', 'gif', 'jpg', 'png', 'webp'];
const isTiff = (bytes: Buffer): boolean => /^(II\*\0|MM\0\*)/.test(bytes.toString('latin1', 0, 4));

function checkPicture(bytes: Buffer): void {
	const unrecognized = invalidRequest({ message: 'media type unrecognized.', parameters: { media: [] } });
	if (isTiff(bytes)) return;
	try {
		if (PICTURES.includes(imageSize(bytes).type ?? '')) return;
	} catch {
		throw unrecognized;
	}
	throw unrecognized;
}
