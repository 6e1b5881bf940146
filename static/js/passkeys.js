// allauth tells of a ceremony that failed only on the console; people are told on the page.
document.addEventListener('allauth.error', event => {
  const problem = document.getElementById('passkey-problem')
  if (problem) {
    event.preventDefault()
    problem.hidden = false
    problem.scrollIntoView({ block: 'nearest' })
  }
})
