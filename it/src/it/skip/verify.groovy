assert new File(basedir, 'build.log').text.contains('Token Audit is skipped, since tokenAudit.skip says so.')
assert !new File(basedir, 'target/token-audit').exists()
