/** Deutsch: was jede Seite hat, und die Seiten, die keine Lektionen sind. */
import type { FrameText } from '../en/frame.ts';
import { formatsOf } from '../formats.ts';

export const frame: FrameText = {
	format: formatsOf('de'),
	skip: 'Zum Text springen',
	lessons: 'Lektionen',
	language: 'Sprache',
	about:
		'Stagecraft ist ein Kurs über mehrstufige Docker-Builds. Er läuft auf deinem eigenen Rechner; lesen kannst du die Lektionen auch ohne Engine.',
	colours: {
		title: 'Farben',
		system: 'Farben wie im System',
		light: 'Helle Farben',
		dark: 'Dunkle Farben',
	},
	onThisPage: 'Auf dieser Seite',
	search: {
		title: 'Suche',
		keys: 'Suche (Strg+K oder ⌘K)',
		description: 'Die Lektionen und Zahlen des Kurses durchsuchen.',
		noScript:
			'Die Suche braucht JavaScript. Ohne findet dein Browser Wörter auf einer Seite, und alle Lektionen stehen hier:',
	},
	pager: { title: 'Lektionen davor und danach', before: 'Davor', next: 'Weiter' },
	untranslated: {
		title: 'Noch nicht übersetzt',
		text: 'Diese Lektion gibt es bisher nur auf Englisch. Alles um sie herum ist auf Deutsch.',
	},
	home: {
		description: 'Ein Kurs zum Mitmachen über mehrstufige Docker-Builds: kleine Images, und warum sie klein sind.',
		title: 'Liefere das Programm, nicht die Werkstatt',
		lede: 'Stagecraft ist ein Kurs zum Mitmachen über mehrstufige Docker-Builds. Du änderst ein Dockerfile, baust es auf einer echten Engine und siehst, was jede Anweisung an Bytes kostet.',
		startLab: 'Mit der Go-Übung beginnen',
		readFirst: (lesson) => `Zuerst lesen: ${lesson}`,
		path: 'Der Weg',
		progress: (parts) =>
			`${parts} Teile, in dieser Reihenfolge oder in deiner. Eine Lektion ist fertig, wenn ihre Fragen beantwortet sind.`,
		finished: 'Du hast {done} von {all} Lektionen fertig: Jede Frage darin ist richtig beantwortet.',
		done: 'fertig',
		lab: 'Übung',
		uses: 'Drei Arten, ihn zu nutzen',
		learn: 'Allein lernen',
		learnText: 'Ein Befehl holt die Engine, die Basen und diese Seite. Deine Arbeit bleibt auf deinem Rechner.',
		grade: 'Abgaben bewerten',
		gradeText: 'Dieselben Prüfungen auf der Kommandozeile: Jede Abgabe wird neu gebaut, gemessen und ausgewertet.',
		teach: 'Eine Klasse unterrichten',
		teachText: 'Ein Modus für viele Lernende ist geplant. In dieser Version gibt es ihn noch nicht.',
	},
	drawing: {
		title: 'Ein Build mit zwei Stufen',
		description:
			'Die Bau-Stufe enthält eine Basis, einen Compiler, den Quelltext und das Programm. Nur das Programm wird in die letzte Stufe kopiert, und nur die letzte Stufe wird zum Image. Die Bau-Stufe bleibt zurück.',
		caption: 'Eine Zeichnung von einem Build mit zwei Stufen, nicht maßstäblich.',
		stage: 'Stufe: build',
		program: 'das Programm',
		source: 'der Quelltext',
		compiler: 'der Compiler',
		base: 'ein ganzes Basissystem',
		image: 'das Image',
		rest: ['Alles andere', 'bleibt zurück.'],
	},
	notFound: {
		title: 'Diese Seite gibt es nicht',
		description: 'Unter dieser Adresse gibt es keine Seite.',
		lede: 'Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen. Diese Seiten gibt es:',
		home: 'Die Startseite',
	},
	numbers: {
		title: 'Zahlen',
		description: 'Alle gemessenen Zahlen des Kurses, mit ihrer Herkunft.',
		lede: 'Jede Zahl in den Lektionen kommt aus dieser Liste. Sie wurde gemessen, indem die Dateien dieses Kurses gebaut wurden. Dabei steht, auf welcher Engine, mit welchem Speicher und welchen Basen, und wann. An einem anderen Tag oder mit anderen Basen bekommst du andere Zahlen.',
		none: 'In dieser Kopie des Kurses ist noch nichts gemessen. Die Lektionen sagen das an den Stellen, an die Zahlen gehören.',
		notYet: 'Noch nicht gemessen.',
		lab: 'Übung',
		experiment: 'Experiment',
	},
	labPage: {
		skip: 'Zur Übung springen',
		title: 'Übung',
		phone: 'Der Editor dieser Übung braucht einen breiteren Bildschirm. Die ganze Lektion kannst du hier lesen.',
		open: 'Übung trotzdem öffnen',
		views: 'Was gezeigt wird',
		lesson: 'Lektion',
		lab: 'Übung',
		divider: 'Breite der Lektion',
		dividerHelp: 'Ziehen oder mit den Pfeiltasten bewegen; ein Doppelklick stellt sie zurück',
		dividerValue: 'Die Lektion nimmt {percent} % der Breite ein',
		noScript: 'Der Editor braucht JavaScript',
		noScriptText:
			'Die Lektion nicht. Mach die Übung in deinem eigenen Editor und Terminal, und prüfe deinen Ordner mit diesem Befehl:',
	},
};
