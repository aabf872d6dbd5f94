import { describe, expect, it } from 'vitest';
import { readLmsName } from './lms-name.ts';

describe('readLmsName', () => {
	it.each([
		['Ada Lovelace_12345_assignsubmission_file', 'moodle', 'Ada Lovelace', '12345', undefined, false],
		['Ada Lovelace_12345_assignsubmission_file_', 'moodle', 'Ada Lovelace', '12345', undefined, false],
		[
			'Zoë Ångström-Núñez_7_assignsubmission_file_work_v2.zip',
			'moodle',
			'Zoë Ångström-Núñez',
			'7',
			'work_v2.zip',
			false,
		],
		['Participant_99_assignsubmission_file', 'moodle', 'Participant', '99', undefined, false],
		['Group 4-Ada Lovelace_12_assignsubmission_file_', 'moodle', 'Group 4-Ada Lovelace', '12', undefined, false],
		['Default group_assignsubmission_file', 'moodle', 'Default group', undefined, undefined, false],
		['lovelaceada_12345_67890_work.zip', 'canvas', 'lovelaceada', '12345', 'work.zip', false],
		['lovelaceada_LATE_12345_67890_work.tar.gz', 'canvas', 'lovelaceada', '12345', 'work.tar.gz', true],
		['lovelaceada_12345_67890_work-1.zip', 'canvas', 'lovelaceada', '12345', 'work.zip', false],
		['lovelaceada_12345_67890_Dockerfile-2', 'canvas', 'lovelaceada', '12345', 'Dockerfile', false],
		['anon_Xy3fQ_67890_work.zip', 'canvas', 'anon', 'Xy3fQ', 'work.zip', false],
	])('%s', (name, platform, learner, id, fileName, late) => {
		const expected = { platform, content: 'files', late, learner: { name: learner, ...(id && { id }) } };
		expect(readLmsName(name)).toEqual({ ...expected, ...(fileName && { fileName }) });
	});

	it.each([
		'Ada Lovelace_1_assignsubmission_onlinetext',
		'Ada Lovelace_1_assignsubmission_onlinetext_onlinetext.html',
		'lovelaceada_12345_text.html',
		'lovelaceada_12345_link.html',
	])('%s is a text, not files', (name) => {
		expect(readLmsName(name)?.content).toBe('text');
	});

	it.each(['ada', 'ada.zip', 'lab_3_1_ada.zip', 'Ada Lovelace_12345_67890_work.zip', 'go_v1_2.zip', '2026_11_21_ada'])(
		'%s is nobody’s scheme',
		(name) => {
			expect(readLmsName(name)).toBeUndefined();
		},
	);
});
