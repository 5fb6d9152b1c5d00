/** The example workflows that need a service or a program besides X. */
import type { INodeParameters } from 'n8n-workflow';
import { withCredential, readWorkflow } from '../../../../demo/workflows';
import { picture } from '../../../../sandbox/world/pictures';
import { askedFor, someFont } from '../graphics-magick';
import type { Sheets } from '../sheets';
import { parametersOf, sendForm, type Workflows } from './workflows';

const HOUR = 3_600_000;

export function describeSheetAndPicture(
	{ session, created, run, added, pictureOf, refuseNext, haveEnded }: Workflows,
	sheets: () => Sheets,
) {
	describe('content-calendar-sheets.json', () => {
		const columns = ['text', 'due', 'media_url', 'alt_text', 'status', 'url', 'cost_usd', 'error'];
		/** As a person writes it, in the time zone of this n8n. */
		const due = (hours: number) =>
			new Date(Date.now() + hours * HOUR - new Date().getTimezoneOffset() * 60_000)
				.toISOString()
				.slice(0, 16)
				.replace('T', ' ');

		it('posts the rows that are due, tells link and cost, and tries tomorrow again what X refuses', async () => {
			const { rows } = sheets();
			const missed = due(-2);
			rows.push(
				columns,
				['Refused at first, from the sheet', missed],
				['Doors open at nine', due(-1)],
				['Not yet', due(1)],
				['Being looked at', due(-3), '', '', 'look'],
				['No date', ''],
			);
			const google = await session.client.saveCredential('Sheets', 'googleSheetsOAuth2Api', {
				clientId: 'id',
				clientSecret: 'secret',
				oauthTokenData: { access_token: 'token', token_type: 'Bearer' },
			});
			const workflow = readWorkflow('content-calendar-sheets.json');
			const saved = await created(withCredential(workflow, google, 'n8n-nodes-base.googleSheets'));
			refuseNext('POST /2/tweets');
			const posts = await added(async () => [await run(saved), await run(saved)]);
			expect(posts.map(({ rawText }) => rawText)).toEqual(['Doors open at nine']);
			const [, refused, posted, later, look, never] = rows.map((row) =>
				Object.fromEntries(columns.map((name, i) => [name, row[i] ?? ''])),
			);
			expect(posted).toMatchObject({ status: 'posted', url: expect.stringContaining(posts[0].id), cost_usd: 0.015 });
			expect(refused).toMatchObject({ status: '', url: '', error: expect.stringMatching(/^X refused .+/) });
			expect(refused.due).toBe(due(24).slice(0, 10) + missed.slice(10));
			expect([later, look, never].map(({ status }) => status)).toEqual(['', 'look', '']);
		}, 60_000);
	});

	describe('picture-with-text.json', () => {
		it('posts the picture of the form with the words on it', async () => {
			const workflow = readWorkflow('picture-with-text.json');
			const { operations } = parametersOf(workflow, 'Write on it').operations as { operations: INodeParameters[] };
			for (const step of operations) if (step.operation === 'text') step.font = someFont();
			const saved = await created(workflow);
			await session.client.activate(saved);
			const [post, ...more] = await added(async () => {
				const fields = ['Only this week', '-20% on Friday', [['door.png', picture(1)]]] as const;
				expect(await sendForm(`${session.url}/form/picture-with-text`, fields)).toBe(200);
				await haveEnded(saved, 1);
			});
			expect([post.rawText, pictureOf(post)?.altText, more]).toEqual(['Only this week', '-20% on Friday', []]);
			expect(askedFor() ?? '-20% on Friday').toContain('-20% on Friday');
		}, 60_000);
	});
}
