import { PNG } from 'pngjs';

type Colour = [number, number, number];

interface Palette {
	sky: [Colour, Colour];
	sun: Colour;
	/** From the farthest hill to the nearest. */
	hills: [Colour, Colour, Colour];
}

/** Sunset, dusk, morning, day, coffee: one for each remainder of the seed. */
const PALETTES: Palette[] = [
	{
		sky: [
			[240, 128, 98],
			[255, 214, 165],
		],
		sun: [255, 241, 214],
		hills: [
			[176, 88, 104],
			[120, 62, 96],
			[66, 40, 76],
		],
	},
	{
		sky: [
			[38, 50, 96],
			[150, 120, 160],
		],
		sun: [246, 232, 204],
		hills: [
			[84, 80, 130],
			[54, 56, 104],
			[28, 32, 66],
		],
	},
	{
		sky: [
			[150, 200, 230],
			[253, 236, 214],
		],
		sun: [255, 250, 232],
		hills: [
			[150, 184, 180],
			[98, 146, 144],
			[56, 100, 106],
		],
	},
	{
		sky: [
			[96, 170, 226],
			[214, 238, 248],
		],
		sun: [255, 246, 205],
		hills: [
			[146, 192, 122],
			[98, 158, 92],
			[56, 112, 70],
		],
	},
	{
		sky: [
			[224, 190, 150],
			[250, 236, 216],
		],
		sun: [255, 250, 240],
		hills: [
			[176, 126, 86],
			[126, 82, 52],
			[74, 46, 30],
		],
	},
];

const made = new Map<string, Buffer>();

/** A sun over hills, with colours and shapes derived from the seed: a pleasant picture that needs no file. */
export function picture(seed: number, width = 640, height = 360): Buffer {
	const key = `${seed} ${width} ${height}`;
	const bytes = made.get(key) ?? draw(seed, width, height);
	made.set(key, bytes);
	return bytes;
}

function draw(seed: number, width: number, height: number): Buffer {
	const png = new PNG({ width, height, colorType: 2 });
	const palette = PALETTES[seed % PALETTES.length];
	const [top, bottom] = palette.sky;
	const sky = Array.from(
		{ length: height },
		(_, y) => [0, 1, 2].map((i) => Math.round(top[i] + ((bottom[i] - top[i]) * y) / height)) as Colour,
	);
	const sun = { x: width * (0.2 + ((seed * 0.37) % 0.6)), y: height * 0.35, r: height * 0.13, colour: palette.sun };
	const hills = [0.62, 0.74, 0.86].map((level, i) => ({
		level,
		colour: palette.hills[i],
		phase: seed * 1.7 + i * 2.1,
		wave: 1.5 + i * 0.7,
	}));
	for (let x = 0; x < width; x++) {
		const [far, middle, near] = hills.map(
			(hill) => height * (hill.level + 0.07 * Math.sin(hill.phase + (hill.wave * Math.PI * x) / width)),
		);
		const colourAt = (y: number): Colour => {
			if (y > near) return hills[2].colour;
			if (y > middle) return hills[1].colour;
			if (y > far) return hills[0].colour;
			return (x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.r ** 2 ? sun.colour : sky[y];
		};
		for (let y = 0; y < height; y++) {
			const colour = colourAt(y);
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
