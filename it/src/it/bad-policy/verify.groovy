String log = new File(basedir, 'build.log').text
assert log.contains("The policy can't be used:")
assert log.contains('token-audit.yaml:3:11: TA108 has no key "maxExpirationSecond"; did you mean "maxExpirationSeconds"?')
assert !log.contains('\tat ')
assert !new File(basedir, 'target/token-audit/token-audit.json').exists()
