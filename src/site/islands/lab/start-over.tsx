/** Start over, with a question first: it replaces all files of the lab. */
import { useText } from '../text-context.ts';
import { AskFirst } from './ask-first.tsx';
import { usePane } from './pane-context.ts';

export function StartOver() {
	const pane = usePane();
	const { files } = useText();
	return (
		<AskFirst
			label={files.startOver}
			question={files.startOverQuestion}
			confirm={files.startOver}
			decline={files.keepFiles}
			run={() => pane.files.reset()}
		>
			<p>{files.startOverText}</p>
		</AskFirst>
	);
}
