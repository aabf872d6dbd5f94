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
		const { answer, right: praise = '', wrong = '', another = '', unknown = '' } = this.dataset;
		const right = choice.value === answer;
		const why = choice.dataset['why'] ?? '';
		verdict.dataset['right'] = answer === undefined ? 'unknown' : right ? 'yes' : 'no';
		if (answer === undefined) verdict.textContent = unknown;
		else if (right) verdict.textContent = praise;
		else verdict.textContent = `${wrong} ${why === '' ? another : why}`;
		if (!right) return;
		details.open = true;
		this.dataset['done'] = '';
		this.dispatchEvent(new Event('answered-right', { bubbles: true }));
	}
}

customElements.define('quiz-question', QuizQuestion);
