# shellcheck shell=bash
# What scripts/deploy asks of AWS. Sourced, not run; it knows $stack, $region, $base, $bucket and $venv.
# shellcheck disable=SC2154

# cloud ARGUMENT…: the AWS command line; its own words first, then what to do.
cloud() {
  aws --region "$region" --output text "$@" || stop "AWS refused \`aws $1 $2\`" "its own words stand above; if it is about a right, use the account's administrator"
}

# ensure_cloud: the command line, a region, an account.
ensure_cloud() {
  command -v aws >/dev/null 2>&1 || stop "there is no \`aws\`" "install the AWS command line (docs.aws.amazon.com/cli), then run \`aws configure\`"
  [ -n "$region" ] || region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
  [ -n "$region" ] || stop "it isn't known in which region of AWS" "give one, for instance \`--region us-east-1\`"
  aws --region "$region" sts get-caller-identity >/dev/null || stop "AWS doesn't know who you are" "run \`aws configure\`, or sign in with \`aws sso login\`"
}

# stack_status: prints in which state the stack is, nothing if there is none.
stack_status() {
  local said
  if said=$(aws --region "$region" --output text cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' 2>&1); then
    echo "$said"
  elif [[ $said != *"does not exist"* ]]; then
    say "$said"
    stop "AWS doesn't say whether there is a stack \`$stack\`" "its own words stand above"
  fi
}

# output NAME: prints what the stack gives out under that name, nothing if it doesn't.
output() {
  cloud cloudformation describe-stacks --stack-name "$stack" --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

# deploy_stack TEMPLATE NAME=VALUE…: creates or changes the stack; parameters that aren't named stay as they are.
deploy_stack() {
  local template=$1 file code=0
  shift
  # By a file that only its owner reads: a command's arguments are seen by everyone on the machine.
  file=$(mktemp)
  "$venv/bin/python" -c 'import json, sys; json.dump(sys.stdin.read().splitlines(), sys.stdout)' >"$file" < <(printf '%s\n' "$@")
  aws --region "$region" cloudformation deploy --template-file "$template" --stack-name "$stack" --capabilities CAPABILITY_IAM \
    --no-fail-on-empty-changeset --parameter-overrides "file://$file" >&2 || code=$?
  rm -f "$file"
  [ "$code" = 0 ] || stop "the stack \`$stack\` couldn't be changed; it is as it was" "read why: \`aws cloudformation describe-stack-events --stack-name $stack\`"
}

# change_stack NAME=VALUE…: changes parameters of the stack as it is.
change_stack() {
  mkdir -p target/deploy
  aws --region "$region" --output json cloudformation get-template --stack-name "$stack" --query TemplateBody >target/deploy/deployed.json ||
    stop "AWS doesn't give the template of \`$stack\`" "its own words stand above"
  deploy_stack target/deploy/deployed.json "$@"
}

# forget_edge: what the edge keeps of the release before is asked for again.
forget_edge() {
  cloud cloudfront create-invalidation --distribution-id "$(output DistributionId)" --paths '/*' >/dev/null
}

# releases: prints the names of the releases that are there.
releases() {
  cloud s3api list-objects-v2 --bucket "$(output SiteBucket)" --prefix releases/ --delimiter / --query 'CommonPrefixes[].[Prefix]' |
    sed -n 's,^releases/\(.*\)/$,\1,p'
}

# remove_releases_but NAME…
remove_releases_but() {
  local name all
  all=$(releases)
  for name in $all; do
    if [[ " $* " != *" $name "* ]]; then
      say "removing \`$name\`"
      cloud s3 rm --recursive --only-show-errors "s3://$bucket/releases/$name/"
    fi
  done
}

# hash_of_folder DIR: one hash of all names and bytes.
hash_of_folder() {
  (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) | sha256sum
}

# upload_site DIR RELEASE: all that is public, each kind with its content type; sees that all of it is there.
upload_site() {
  local to="s3://$bucket/releases/$2$base" end kind here there
  while IFS=$'\t' read -r end kind; do
    cloud s3 cp --recursive --only-show-errors "$1" "$to" --exclude '*' --include "*.$end" --exclude '_*' --content-type "$kind"
  done < <("$venv/bin/python" -c 'import json; [print(end, kind, sep="\t") for end, kind in json.load(open("target/deploy/edge.json"))["ContentTypes"].items()]')
  here=$(cd "$1" && find . -type f -not -path './_*' | wc -l)
  there=$(aws --region "$region" s3 ls --recursive "s3://$bucket/releases/$2/" | wc -l)
  [ "$here" = "$there" ] || stop "$there of $here files are in \`s3://$bucket/releases/$2/\`" "nothing is served from there; run this again"
}

# make_function FORM: builds the function for the cloud's machines and prints the path of its zip.
make_function() {
  local folder=target/deploy/function
  ensure_python cargo-lambda==1.9.2
  rustup target list --installed 2>/dev/null | grep -q '^aarch64-unknown-linux-gnu$' || rustup target add aarch64-unknown-linux-gnu >&2 ||
    stop "there is no Rust library for aarch64-unknown-linux-gnu" "run \`rustup target add aarch64-unknown-linux-gnu\` with a connection"
  say "building the function; the first time this takes some minutes"
  PATH="$PWD/$venv/bin:$PATH" cargo lambda build --arm64 --locked --quiet --package intake-fn --bin nearmiss-intake \
    --no-default-features --features lambda --lambda-dir target/deploy/lambda --profile function >&2 ||
    stop "the function couldn't be built" "the compiler's own words stand above"
  rm -rf "$folder"
  mkdir -p "$folder"
  cp target/deploy/lambda/nearmiss-intake/bootstrap "$folder/bootstrap"
  cp "$1" "$folder/form.json"
  chmod 755 "$folder/bootstrap"
  chmod 644 "$folder/form.json"
  # The same code is the same file, whenever it is packed.
  TZ=UTC touch -t 198001010000 "$folder/bootstrap" "$folder/form.json"
  (cd "$folder" && TZ=UTC zip --quiet -X function.zip bootstrap form.json)
  echo "$folder/function.zip"
}
