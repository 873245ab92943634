/** Expressions that would take all memory there is, each by another way. */
export const GREEDY: Readonly<Record<string, string>> = {
  "doubling a text": "($f := function($s, $n) { $n = 0 ? $length($s) : $f($s & $s, $n - 1) }; $f('x', 27))",
  "doubling a text in a list": "$reduce([1..40], function($s) { $s & $s }, 'xxxxxxxx') ~> $uppercase",
  "doubling a list": "$reduce([1..30], function($l) { $append($l, $l) }, [1, 2, 3])",
  "doubling what is written down": "$string($reduce([1..40], function($o) { {'a': $o, 'b': $o} }, {'x': 1}))",
  "doubling what is compared":
    "($o := $reduce([1..40], function($o) { {'a': $o, 'b': $o} }, {'x': 1}); $o = $o)",
  "a result that doubles": "$reduce([1..40], function($o) { {'a': $o, 'b': $o} }, {'x': 1})",
  "long separators": "($s := $pad('x', 1000); $t := $join([1..200].$s); $join([1..4999].'y', $t))",
  "many long texts": "($s := $join([1..190].$pad('x', 1000)); [1..5000].($s & $string($)))",
  "long texts for each letter": "($s := $join([1..190].$pad('x', 1000)); $length($replace($s, 'x', $s)))",
  "letters of letters":
    "($s := $join([1..190].$pad('x', 1000)); $map($split($s, ''), function($c) { $split($s, '') }))",
  "encoding what is encoded": "$reduce([1..60], function($s) { $base64encode($s) & $base64encode($s) }, 'x')",
  "composing functions":
    "($f := function($s) { $s & $s }; $g := $f ~> $f; $h := $g ~> $g; $i := $h ~> $h; $j := $i ~> $i; $j('xxxxxxxx') ~> $j)",
  "objects of lists": "$reduce([1..3000], function($o, $i) { $merge([$o, {$string($i): [1..3000]}]) }, {})",
  nesting: "$reduce([1..200], function($o) { {'a': $o} }, {'x': 1})",
};
