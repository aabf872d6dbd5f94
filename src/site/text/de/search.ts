/** Deutsch: die Suche. */
import type { SearchText } from '../en/search.ts';

export const search: SearchText = {
	title: 'Suche',
	label: 'Den Kurs durchsuchen',
	close: 'Schließen',
	empty: 'Gib ein Wort ein, zum Beispiel Cache, oder den Namen einer Anweisung.',
	searching: 'Die Suche läuft.',
	nothing: (words) => `Zu „${words}“ ist nichts zu finden. Versuche ein kürzeres Wort oder ein anderes.`,
	pages: (count) => (count === 1 ? 'Auf 1 Seite steht das.' : `Auf ${count} Seiten steht das.`),
	best: (count) => `Die besten ${count} sind hier.`,
	failed: 'Die Suche geht gerade nicht.',
	why: 'Entweder wurde ihr Verzeichnis beim Bauen der Seiten nicht gemacht, oder der Kurs wurde beendet. Alle Lektionen stehen hier:',
	home: 'Die Startseite',
	again: 'Noch einmal versuchen',
};
