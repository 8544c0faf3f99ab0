String log = new File(basedir, 'build.log').text
assert log.contains('Nothing to audit. Manifests were looked for in target/kubernetes,')
assert log.contains('If yours lie elsewhere, name them: tokenAudit.manifests.')
assert !new File(basedir, 'target/token-audit').exists()
