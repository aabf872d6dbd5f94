/** The words of an experiment in another language, as they lie in `content/<locale>/experiments/<id>.json`. */
import { z } from 'zod';

export const experimentWordsSchema = z.strictObject({
	title: z.string(),
	question: z.string(),
	says: z.array(z.string()).describe('What is expected, each sentence once, in the order of the experiment'),
});
export type ExperimentWords = z.infer<typeof experimentWordsSchema>;
