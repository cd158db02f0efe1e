// The language of explanations: what is behind what a tool says, and what an error code means.

export { errorTitles, symptoms as symptomTexts } from '@odflash/messages/en';
