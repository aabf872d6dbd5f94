/** Judges the choice of a question, says why, and opens the explanation when it is right. */
class QuizQuestion extends HTMLElement {
	connectedCallback(): void {
		this.addEventListener('change', (event) => {
			if (event.target instanceof HTMLInputElement) this.#judge(event.target);
		});
	}

	#judge(choice: HTMLInputElement): void {
		const verdict = this.querySelector<HTMLElement>('.verdict');
		const details = this.querySelector('details');
		if (verdict === null || details === null) return;
		const answer = this.dataset['answer'];
		const right = choice.value === answer;
		const why = choice.dataset['why'] ?? '';
		verdict.dataset['right'] = answer === undefined ? 'unknown' : right ? 'yes' : 'no';
		if (answer === undefined) verdict.textContent = 'Now measure it: nobody has done so here yet.';
		else if (right) verdict.textContent = '✓ Right.';
		else verdict.textContent = `✗ Not this one. ${why === '' ? 'Choose another, or open the answer.' : why}`;
		if (!right) return;
		details.open = true;
		this.dataset['done'] = '';
		this.dispatchEvent(new Event('answered-right', { bubbles: true }));
	}
}

customElements.define('quiz-question', QuizQuestion);
