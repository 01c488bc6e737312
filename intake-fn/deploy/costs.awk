# What a library costs a month at 10, 100 and 1,000 reports. Prices in US dollars, us-east-1 and North American edges, the
# first tier of each, without tax. Written down in November 2026 from copies of these pages and guides to them, the newest
# of them of March 2026; look at the pages before you rely on a number:
#   CloudFront      aws.amazon.com/cloudfront/pricing       (pay as you go; not the flat-rate plans)
#   API Gateway     aws.amazon.com/api-gateway/pricing      (HTTP APIs)
#   Lambda          aws.amazon.com/lambda/pricing           (Arm)
#   S3              aws.amazon.com/s3/pricing               (S3 Standard)
#   SNS, CloudWatch aws.amazon.com/sns/pricing, aws.amazon.com/cloudwatch/pricing
BEGIN {
  million = 1000000; gib = 1024 ^ 3
  edge_gb = 0.085; edge_request = 1.00 / million; edge_function = 0.10 / million
  api_request = 1.00 / million
  call = 0.20 / million; gb_second = 0.0000133334
  stored_gb = 0.023; put = 0.005 / 1000; get = 0.0004 / 1000
  alarm = 0.10; mail = 2.00 / 100000

  # Readers. A page with what it needs for the first time is some 30 kB and 3 requests; who has been there has most of it.
  visits = 10000; pages = 3; page_requests = 2; page_kb = 30
  # Reporters. One report is sent for every three forms opened: the page with its sealing (150 kB), a ticket and two more.
  forms = 3; form_requests = 5; form_kb = 200; tickets = 3
  # Decoys, a ticket and a POST each.
  decoys = 24 * 30
  # A sealed report, how long it may lie there, and the function's time for a request, of a slow start every time.
  report_bytes = 65536; months = 120 / 30; memory = 0.25; seconds = 0.2
  # Two releases of a site and the function's code; two releases a month, of so many files.
  site_gb = 0.1; releases = 2; files = 2000

  printf "Costs a month, in US dollars (prices of us-east-1, written down in November 2026)\n"
  printf "  for %d visits of %d pages, %d decoys, %d releases of %d files\n\n", visits, pages, decoys, releases, files
  split("10 100 1000", reports, " ")
  names = "CloudFront: data sent|CloudFront: requests and function|API Gateway: requests|Lambda: calls and time|"
  names = names "S3: the vault, 64 KiB for 120 days each|S3: the site and its releases|Alarms: 3, and their mails"
  lines = split(names, name, "|")
  for (n = 1; n <= 3; n++) month(n, reports[n])
  printf "  %-42s%11d%11d%11d\n", "reports a month", reports[1], reports[2], reports[3]
  for (i = 1; i <= lines; i++) row(name[i], cost[1, i], cost[2, i], cost[3, i])
  row("together, without any free tier", whole[1], whole[2], whole[3])
  row("together, less what is always free", less[1], less[2], less[3])
  printf "\nAlways free, as far as you don't use it elsewhere: CloudFront 1 TB, 10 million requests and 2 million function calls;\n"
  printf "Lambda 1 million calls and 400,000 GB-seconds; 10 alarms; 1,000 mails. Not counted on: credits and offers of the first year.\n"
  flood()
}

function month(n, sent,   intake, api, seconds_gb, edge_requests, gb, i) {
  intake = sent + decoys
  gb = (visits * pages * page_kb + sent * forms * form_kb) / million
  # What is sent towards the function leaves the edge as well.
  gb += intake * report_bytes / gib
  api = sent * forms * tickets + sent + 2 * decoys
  edge_requests = visits * pages * page_requests + sent * forms * form_requests + api
  seconds_gb = api * seconds * memory
  cost[n, 1] = gb * edge_gb
  cost[n, 2] = edge_requests * (edge_request + edge_function)
  cost[n, 3] = api * api_request
  cost[n, 4] = api * call + seconds_gb * gb_second
  # Put, listed and moved by the mixer (a copy is a put), read twice by reviewers.
  cost[n, 5] = intake * months * report_bytes / gib * stored_gb + intake * (3 * put + 3 * get)
  cost[n, 6] = site_gb * stored_gb + releases * files * put + edge_requests * get
  cost[n, 7] = 3 * alarm + 10 * mail
  for (i = 1; i <= lines; i++) whole[n] += cost[n, i]
  # All of CloudFront, Lambda and the alarms is below what is free.
  less[n] = cost[n, 3] + cost[n, 5] + cost[n, 6]
}

function row(what, a, b, c) {
  printf "  %-42s%11.2f%11.2f%11.2f\n", what, a, b, c
}

# The dearest that a flood can be at the intake: as many reports as the API's limit lets through, each with its ticket,
# each taken in, and kept as long as anything is.
function flood(   requests, taken) {
  requests = 20 * 86400
  taken = requests / 2
  printf "\nA flood at the intake's limit (20 requests a second) costs at most %.2f a day.\n", \
    requests * (edge_request + api_request + call + seconds * memory * gb_second) + \
    taken * (put + report_bytes / gib * (edge_gb + months * stored_gb))
  printf "Reading has no such limit: set a budget alarm in your account.\n"
}
