import { PNG } from 'pngjs';

type Colour = [number, number, number];

const hue = (degrees: number, lightness: number): Colour => {
	const channel = (n: number) => {
		const k = (n + degrees / 30) % 12;
		return Math.round(255 * (lightness - 0.55 * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
	};
	return [channel(0), channel(8), channel(4)];
};

const made = new Map<string, Buffer>();

/** A sun over hills in the colours of its seed: a pleasant picture that needs no file. */
export function picture(seed: number, width = 640, height = 360): Buffer {
	const key = `${seed} ${width} ${height}`;
	const bytes = made.get(key) ?? draw(seed, width, height);
	made.set(key, bytes);
	return bytes;
}

function draw(seed: number, width: number, height: number): Buffer {
	const png = new PNG({ width, height, colorType: 2 });
	const base = (seed * 67) % 360;
	const [top, bottom] = [hue(base, 0.55), hue((base + 50) % 360, 0.85)];
	const sky = Array.from({ length: height }, (_, y) => [0, 1, 2].map((i) => Math.round(top[i] + ((bottom[i] - top[i]) * y) / height)) as Colour);
	const sun = { x: width * (0.2 + ((seed * 0.37) % 0.6)), y: height * 0.35, r: height * 0.13, colour: [255, 244, 214] as Colour };
	const hills = [0.62, 0.74, 0.86].map((level, i) => ({ level, colour: hue((base + 140 + i * 14) % 360, 0.5 - i * 0.12), phase: seed * 1.7 + i * 2.1, wave: 1.5 + i * 0.7 }));
	for (let x = 0; x < width; x++) {
		const [far, middle, near] = hills.map((hill) => height * (hill.level + 0.07 * Math.sin(hill.phase + (hill.wave * Math.PI * x) / width)));
		for (let y = 0; y < height; y++) {
			const inSun = (x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.r ** 2;
			const colour = y > near ? hills[2].colour : y > middle ? hills[1].colour : y > far ? hills[0].colour : inSun ? sun.colour : sky[y];
			const at = (y * width + x) * 4;
			png.data[at] = colour[0];
			png.data[at + 1] = colour[1];
			png.data[at + 2] = colour[2];
			png.data[at + 3] = 255;
		}
	}
	return PNG.sync.write(png, { colorType: 2, filterType: 0 });
}

/** A coloured disc with an initial. */
export function avatar(name: string, username: string): string {
	const degrees = [...username].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
	const initial = (Array.from(name)[0] ?? '?').toUpperCase().replace(/[&<>"']/g, '?');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${degrees} 55% 42%)"/><circle cx="76" cy="18" r="34" fill="hsl(${(degrees + 40) % 360} 60% 60%)" opacity=".55"/><text x="48" y="63" font-family="system-ui,sans-serif" font-size="44" font-weight="700" text-anchor="middle" fill="#fff">${initial}</text></svg>`;
}
