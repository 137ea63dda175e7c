package verify

import "strings"

// irregular are inflected forms that no suffix rule reduces to their root:
// "brought" is "bring". Forms that are words of their own (left, wound, met)
// are left out.
var irregular = func() map[string]string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(irregularForms) {
		form, root, _ := strings.Cut(pair, ">")
		m[form] = root
	}
	return m
}()

// irregularForms are drawn from WordNet's exception lists, as far as their
// forms stand in clinical prose (licence: data/THIRD_PARTY.md).
const irregularForms = `
arisen>arise arose>arise ate>eat became>become began>begin begun>begin bled>bleed bound>bind broke>break broken>break
brought>bring built>build chose>choose chosen>choose dealt>deal died>die dies>die dying>die drank>drink drawn>draw
drew>draw driven>drive drove>drive drunk>drink eaten>eat fed>feed fought>fight found>find froze>freeze
frozen>freeze gone>go went>go grew>grow grown>grow held>hold hidden>hide kept>keep knew>know known>know
laid>lay learnt>learn led>lead lost>lose made>make meant>mean misled>mislead overcame>overcome overseen>oversee paid>pay
proven>prove ran>run said>say sent>send shown>show shrank>shrink shrunk>shrink shrunken>shrink
slept>sleep sold>sell sought>seek spent>spend stood>stand stuck>stick swollen>swell taken>take took>take taught>teach
thought>think told>tell undergone>undergo underwent>undergo understood>understand undertaken>undertake withdrawn>withdraw
withdrew>withdraw withheld>withhold won>win written>write wrote>write
gave>give given>give got>get gotten>get came>come rose>rise risen>rise fell>fall fallen>fall felt>feel heard>hear caught>catch
shook>shake shaken>shake spoke>speak spoken>speak threw>throw thrown>throw woke>wake woken>wake bore>bear borne>bear bought>buy
saw>see seen>see struck>strike stricken>strike swept>sweep swung>swing tore>tear torn>tear wore>wear worn>wear rode>ride ridden>ride
sank>sink sunk>sink sat>sit shone>shine slid>slide sped>speed spun>spin stole>steal stolen>steal forgot>forget forgotten>forget
forgave>forgive forgiven>forgive foresaw>foresee hung>hang lent>lend lit>light sprang>spring swam>swim sang>sing
forbade>forbid forbidden>forbid stung>sting clung>cling crept>creep wept>weep leapt>leap leant>lean burnt>burn spilt>spill dreamt>dream
bent>bend bit>bite bitten>bite blew>blow blown>blow flew>fly flown>fly hid>hide rang>ring rung>ring
children>child teeth>tooth feet>foot mice>mouse criteria>criterion diagnoses>diagnosis
metastases>metastasis prognoses>prognosis analyses>analysis hypotheses>hypothesis vertebrae>vertebra testes>testis
bronchi>bronchus nuclei>nucleus foci>focus stimuli>stimulus sequelae>sequela indices>index loci>locus nevi>nevus`
