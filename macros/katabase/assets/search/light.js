// English words that say nothing, or little, of what somebody looks for.

/** Words that say nothing by themselves. */
export const FILLER = new Set(
  (
    "a about am an and any are as at be because been but by can could did do does for from good had has have he her his how i if in into is " +
    "it its me my now of on or our out shall she should so somebody someone something than that the their them then " +
    "there they this those to us was we were what when where which while who whom whose why will with would you your"
  ).split(" "),
);
/** Words that say little: they count less than others. */
export const LIGHT = new Set(
  (
    "again all almost also always anybody anything back before behind best better both come comes day days do doing done " +
    "each else enough even ever every everybody everyone everything few find first full get gets getting give " +
    "given gives go goes going good got great help here hi just keep keeps kind know last left less let like little " +
    "long lot made main make makes making many may maybe mean means more most much must near need needs never new " +
    "next no nobody none nor not nothing off often old once one only onto other others over own part people please " +
    "put quite rather really right same say says see seem seems set several since some still such sure take takes " +
    "tell thing things think though through time too toward try two under until up use used very want wants way " +
    "week well went within without work working works yes yet"
  ).split(" "),
);
