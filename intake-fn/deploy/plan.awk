# What a template would create, in words: each resource's own, by group, in the order of the file. LOGS=1 with edge logs.
/^Resources:/ { inside = 1 }
/^Outputs:/ { inside = 0 }
!inside { next }
/^      Group: / { group = substr($0, 14) }
/^      Says: / {
  if (group == "Edge log" && !LOGS) next
  if (!(group in count)) order[++groups] = group
  lines[group, ++count[group]] = substr($0, 13)
  # The resources that `nearmiss edge` prints stand where they belong.
  if (group == "Site" && substr($0, 13) ~ /^a CloudFront distribution/) {
    lines[group, ++count[group]] = "a rule for the headers of each kind of page, from the table that _headers is made of"
    lines[group, ++count[group]] = "a function at the edge that leads from the address of a page to its file"
  }
}
END {
  for (g = 1; g <= groups; g++) {
    print ""
    print order[g]
    for (i = 1; i <= count[order[g]]; i++) print "  - " lines[order[g], i]
  }
}
